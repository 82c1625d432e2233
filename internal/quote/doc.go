// Package quote makes the words that people paste beside a chart: how to cite it, with those
// who produced the figures first, the sentence that states its figure, its alternative text.
// It takes every figure from the chart that it is given; it must not know pages, addresses of
// the site or HTTP.
package quote
