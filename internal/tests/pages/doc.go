// Package pages holds tests of every public page through the whole stack: that it answers,
// is sound HTML, shows what the catalog says and nothing else; that each template can only ask
// for what its data have; that abbreviations are explained, that the search finds, that programs
// find the pages; and what other sites rely on when they take a chart: that all its files say the
// same figures as its page, and that an address once given answers for good. They share one site,
// because linking the program and drawing its pages takes seconds. The package has no code of its own.
package pages
