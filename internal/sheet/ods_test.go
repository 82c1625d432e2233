package sheet

import "testing"

func TestDocuments(t *testing.T) {
	t.Parallel()
	cell := func(attrs, inside string) string {
		return `<table:table-cell ` + attrs + `>` + inside + `</table:table-cell>`
	}
	p := func(text string) string { return "<text:p>" + text + "</text:p>" }
	const fill = `<table:table-cell table:number-columns-repeated="16380"/>`
	for name, c := range map[string]struct{ tables, styles, want string }{
		"types": {table(tableRow(cell(`office:value-type="float" office:value="86.5" calcext:value-type="float"`, p("86,50")) + cell(`office:value-type="percentage" office:value="0.125"`, p("12,5 %")) +
			cell(`office:value-type="currency" office:currency="EUR" office:value="17"`, p("17 €")) + cell(`office:value-type="date" office:date-value="2021-12-31"`, p("31/12/21")) +
			cell(`office:value-type="date" office:date-value="2021-12-31T10:30:00"`, p("x")) + cell(`office:value-type="time" office:time-value="PT36H05M00S"`, p("x")) +
			cell(`office:value-type="boolean" office:boolean-value="true"`, p("VRAI")) + cell(`office:value-type="string" calcext:value-type="string"`, p("Île &amp; mer")) + fill)), "",
			"Feuille11 | A number 86.5 | B number 0.125 % | C number 17 | D date 2021-12-31 | E date 2021-12-31T10:30:00 | F time 36:05:00 | G bool true | H text Île & mer\n"},
		"no values of their type": {table(tableRow(cell(`office:value-type="float" office:value="1,5"`, p("1,5")) + cell(`office:value-type="date" office:date-value="12021-06-31"`, p("x")) + cell(`office:value-type="percentage"`, p("x")) + cell(`office:value-type="time" office:time-value="P1Y"`, p("x")))), "",
			"Feuille11 | A error 1,5 | B error 12021-06-31 | C error  | D error P1Y\n"},
		"texts": {table(tableRow(cell(`office:value-type="string"`, p(`a<text:s text:c="2"/>b <text:span>c</text:span><text:line-break/>d<text:tab/>e`)+p("f")) +
			cell(`office:value-type="string"`, `<office:annotation><dc:date>2021</dc:date><text:p>note</text:p></office:annotation>`+p("x<text:a>y</text:a>")+`<draw:frame><draw:text-box><text:p>z</text:p></draw:text-box></draw:frame>`) +
			cell(`office:value-type="string" office:string-value="vrai"`, p("montré")) + cell(``, `<office:annotation><text:p>note</text:p></office:annotation>`) + cell("", p("\n  sans type  \n")))), "",
			"Feuille11 | A text a  b c⏎d\te⏎f | B text xy | C text vrai | E text sans type \n"},
		"formulas": {table(tableRow(cell(`table:formula="of:=1+1" office:value-type="float" office:value="2"`, p("2")) + cell(`table:formula="of:=A1"`, "") +
			cell(`table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"`, p("#DIV/0!")) + cell(`table:formula="of:=#REF!" office:value-type="string"`, p("#REF!")) + cell(`office:value-type="string"`, p("#REF!")))), "",
			"Feuille11 | A number 2 = | B text  = | C error #DIV/0! = | D error #REF! = | E text #REF!\n"},
		"repeated": {table(`<table:table-column table:number-columns-repeated="16384"/><table:table-row table:number-rows-repeated="3">` + fill + `</table:table-row><table:table-row table:number-rows-repeated="2">` +
			cell(`table:number-columns-repeated="2"`, "") + cell(`table:number-columns-repeated="2" office:value-type="float" office:value="7"`, p("7")) + fill + `</table:table-row><table:table-row table:number-rows-repeated="1048570">` + fill + `</table:table-row>`), "",
			"Feuille14 | C number 7 | D number 7\nFeuille15 | C number 7 | D number 7\n"},
		"merged": {table(tableRow(cell(`table:number-columns-spanned="2" table:number-rows-spanned="1" office:value-type="string"`, p("titre")) + `<table:covered-table-cell/>` + cell(`office:value-type="float" office:value="1"`, p("1")) +
			`<table:covered-table-cell office:value-type="float" office:value="2"><text:p>2</text:p></table:covered-table-cell>`)), "", "Feuille11 | A text titre 2×1 | C number 1 | D number 2 covered\n"},
		"groups and hidden rows": {table(`<table:table-header-rows>` + tableRow(cell(`office:value-type="float" office:value="1"`, "")) + `</table:table-header-rows><table:table-row-group><table:table-row table:visibility="filter">` + cell(`office:value-type="float" office:value="2"`, "") + `</table:table-row></table:table-row-group><table:shapes><text:p>x</text:p></table:shapes>`), "",
			"Feuille11 | A number 1\nFeuille12 hidden | A number 2\n"},
		"several": {table("") + `<table:table table:name="Deux" table:style-name="ta2">` + tableRow(cell(`office:value-type="float" office:value="1"`, "")) + `</table:table><table:tracked-changes><table:deletion><table:cell-content-deletion><table:change-track-table-cell office:value-type="float" office:value="9"/></table:cell-content-deletion></table:deletion></table:tracked-changes>`,
			`<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>`, "Deux1 | A number 1\n"},
	} {
		if got, err := read(openDoc(t, c.tables, c.styles, ""), "a.ods", Usual()); err != nil || got != c.want {
			t.Errorf("%s: %v\n%swant\n%s", name, err, got, c.want)
		}
	}
}

func TestDocumentsAreRefused(t *testing.T) {
	t.Parallel()
	small := Usual()
	small.Rows, small.Columns, small.Text, small.Sheets = 3, 4, 10, 2
	one := `<table:table-cell office:value-type="float" office:value="1"/>`
	for name, c := range map[string]struct {
		tables, manifest string
		more             []part
		want             string
	}{
		"encrypted":         {table(""), `<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>`, nil, "encrypted"},
		"basic":             {table(""), "", []part{{"Basic/Standard/Module1.xml", "<x/>"}}, "macro"},
		"script":            {table(""), "", []part{{"Scripts/python/x.py", "x"}}, "macro"},
		"basic, as listed":  {table(""), `<manifest:file-entry manifest:full-path="Basic/x.xml"/>`, nil, "macro"},
		"listener":          {`<script:event-listener/>` + table(""), "", nil, "macro"},
		"linked sheet":      {table(`<table:table-source xlink:href="file:///x.ods"/>` + tableRow(one)), "", nil, "links"},
		"linked formula":    {table(tableRow(one + `<table:table-cell table:formula="of:='file:///x.ods'#$A.A1" office:value-type="float" office:value="1"/>`)), "", nil, "links Feuille11,2"},
		"four rows":         {table(`<table:table-row table:number-rows-repeated="4">` + one + `</table:table-row>`), "", nil, "rows Feuille14,1"},
		"a million rows":    {table(`<table:table-row table:number-rows-repeated="99999999999">` + one + `</table:table-row>`), "", nil, "rows Feuille14,1"},
		"a million columns": {table(tableRow(`<table:table-cell table:number-columns-repeated="1048576" office:value-type="float" office:value="1"/>`)), "", nil, "columns Feuille11,5"},
		"long":              {table(tableRow(one + `<table:table-cell office:value-type="string"><text:p>1234<text:s text:c="999999999"/>5</text:p></table:table-cell>`)), "", nil, "long Feuille11,2"},
		"three sheets":      {table(tableRow(one)) + table("") + table(""), "", nil, "sheets"},
		"nothing":           {table(tableRow("<table:table-cell/>")), "", nil, "empty"},
		"no such type":      {table(tableRow(one + `<table:table-cell office:value-type="poem"/>`)), "", nil, "broken Feuille11,2"},
		"not well formed":   {table(tableRow(one) + `<table:table-row>`), "", nil, "broken Feuille12,0"},
		"entity":            {table(tableRow(`<table:table-cell><text:p>&x;</text:p></table:table-cell>`)), "", nil, "markup Feuille11,0"},
	} {
		_, err := read(openDoc(t, c.tables, "", c.manifest, c.more...), "a.ods", small)
		if got := refused(err); got != c.want {
			t.Errorf("%s: %s (%v), want %s", name, got, err, c.want)
		}
	}
}
