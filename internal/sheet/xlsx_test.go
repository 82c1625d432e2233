package sheet

import (
	"strings"
	"testing"
)

const styled = `<numFmts count="6"><numFmt numFmtId="164" formatCode="0.0\ %"/><numFmt numFmtId="165" formatCode="[$-40C]d\ mmmm\ yyyy;@"/><numFmt numFmtId="166" formatCode="#,##0\ &quot;jours&quot;"/>` +
	`<numFmt numFmtId="167" formatCode="jj/mm/aaaa"/><numFmt numFmtId="168" formatCode="[h]:mm:ss"/><numFmt numFmtId="169" formatCode="[Red]# ##0.0,,&quot; M&quot;"/></numFmts>` +
	`<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="168"/><xf numFmtId="169"/><xf numFmtId="20"/></cellXfs>`

func TestWorkbooks(t *testing.T) {
	t.Parallel()
	date := func(style, value string) string { return `<row><c s="` + style + `"><v>` + value + `</v></c></row>` }
	with := func(m made, change func(*made)) made { change(&m); return m }
	in1904 := func(m made, value string) made {
		return with(m, func(m *made) { m.styles, m.book = styled, `<workbookPr date1904="`+value+`"/>` })
	}
	style := func(rows string) made { return with(cells(rows), func(m *made) { m.styles = styled }) }
	for name, c := range map[string]struct {
		book made
		want string
	}{
		"types": {cells(`<row r="1" spans="1:9"><c r="A1"><v>86.5</v></c><c r="B1" t="b"><v>1</v></c><c r="C1" t="e"><v>#REF!</v></c><c r="D1" t="str"><f>A1&amp;"x"</f><v>86x</v></c>` +
			`<c r="E1" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c><c r="F1" t="d"><v>2021-12-31T00:00:00.000</v></c><c r="G1" t="n"/><c r="H1"><v>-3.50</v></c></row>`),
			"Feuil11 | A number 86.5 | B bool true | C error #REF! | D text 86x = | E text  a  | F date 2021-12-31 | H number -3.5\n"},
		"binary numbers": {cells(`<row><c><v>7.0000000000000007E-2</v></c><c><v>12.100000000000001</v></c><c><v>1E+3</v></c><c><v>86.0</v></c><c><v>-0</v></c><c><v>12345678901234</v></c></row>`),
			"Feuil11 | A number 0.07 | B number 12.1 | C number 1000 | D number 86 | E number 0 | F number 12345678901234\n"},
		"no values of their type": {cells(`<row><c><v>1,5</v></c><c><v>1e999</v></c><c t="d"><v>12021-01-01</v></c><c><v>7</v></c></row>`), "Feuil11 | A error 1,5 | B error 1e999 | C error 12021-01-01 | D number 7\n"},
		"shared texts": {with(cells(`<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c></row>`), func(m *made) {
			m.strings = `<si><t>Île-de-France</t></si><si><r><rPr><b/></rPr><t xml:space="preserve">en </t></r><r><t>gras</t></r><rPh><t>non</t></rPh></si><si><t>a_x000D_` + "\n" + `b_x005F_c</t></si>`
		}), "Feuil11 | A text Île-de-France | B text en gras | C text a⏎b_c\n"},
		"formulas": {cells(`<row><c><f>1+1</f><v>2</v></c><c><f>1+2</f></c><c><f>1+3</f><v></v></c><c t="str"><f>""</f><v></v></c><c t="e"><f>A1/0</f><v>#DIV/0!</v></c><c><f t="shared" si="0"/><v>4</v></c></row>`),
			"Feuil11 | A number 2 = | B empty = | C empty = | D text  = | E error #DIV/0! = | F number 4 =\n"},
		"gaps":                 {cells(`<row r="3"><c r="B3"><v>1</v></c><c><v>2</v></c><c r="AA3"><v>3</v></c></row><row/><row hidden="1"><c><v>4</v></c></row>`), "Feuil13 | B number 1 | C number 2 | AA number 3\nFeuil15 hidden | A number 4\n"},
		"percent":              {style(date("1", "0.125") + date("3", "1") + date("0", "0.5")), "Feuil11 | A number 0.125 %\nFeuil12 | A number 1 %\nFeuil13 | A number 0.5\n"},
		"days":                 {style(date("2", "44561") + date("4", "44561.5") + date("6", "44561")), "Feuil11 | A date 2021-12-31 of 44561\nFeuil12 | A date 2021-12-31T12:00:00 of 44561.5\nFeuil13 | A date 2021-12-31 of 44561\n"},
		"a day by formula":     {style(`<row><c s="2"><f>TODAY()</f><v>44561</v></c></row>`), "Feuil11 | A date 2021-12-31 of 44561 =\n"},
		"no days":              {style(date("5", "12") + date("8", "17000000")), "Feuil11 | A number 12\nFeuil12 | A number 17000000\n"},
		"times":                {style(date("7", "1.5") + date("9", "0.75") + date("9", "44561.5")), "Feuil11 | A time 36:00:00 of 1.5\nFeuil12 | A time 18:00:00 of 0.75\nFeuil13 | A date 2021-12-31T12:00:00 of 44561.5\n"},
		"the leap day of 1900": {style(date("2", "1") + date("2", "59") + date("2", "60") + date("2", "61") + date("2", "0") + date("2", "-1")), "Feuil11 | A date 1900-01-01 of 1\nFeuil12 | A date 1900-02-28 of 59\nFeuil13 | A date 1900-02-29 of 60\nFeuil14 | A date 1900-03-01 of 61\nFeuil15 | A date 1900-01-00 of 0\nFeuil16 | A error ######## of -1\n"},
		"a year in a date":     {style(date("2", "2021")), "Feuil11 | A date 1905-07-13 of 2021\n"},
		"the last day":         {style(date("2", "2958465") + date("2", "2958466")), "Feuil11 | A date 9999-12-31 of 2958465\nFeuil12 | A error ######## of 2958466\n"},
		"1904":                 {in1904(cells(date("2", "43099")+`<row><c s="2"><f>A1</f><v>43099</v></c></row>`), "1"), "Feuil11 | A date 2021-12-31 of 43099\nFeuil12 | A date 2021-12-31 of 43099 =\n"},
		"1904, in a word":      {in1904(cells(date("2", "0")), "true"), "Feuil11 | A date 1904-01-01 of 0\n"},
		"1904, not":            {in1904(cells(date("2", "1")), "0"), "Feuil11 | A date 1900-01-01 of 1\n"},
		"merged": {made{sheets: []string{`<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="A2"><v>3</v></c><c r="C2"><v>4</v></c></row></sheetData><mergeCells count="2"><mergeCell ref="A1:C1"/><mergeCell ref="A2:A9"/></mergeCells>`}},
			"Feuil11 | A number 1 3×1 | B number 2 covered\nFeuil12 | A number 3 1×8 | C number 4\n"},
		"several sheets, prefixed": {made{sheets: []string{"<sheetData/>", `<sheetData><row><c><v>1</v></c></row></sheetData><extLst><ext><c><v>9</v></c></ext></extLst>`}, states: `state="veryHidden"`}, "Feuil21 | A number 1\n"},
	} {
		if got, err := read(c.book.bytes(t), "a.xlsx", Usual()); err != nil || got != c.want {
			t.Errorf("%s: %v\n%swant\n%s", name, err, got, c.want)
		}
	}
}

func TestWorkbooksWithPrefixesAreRead(t *testing.T) {
	t.Parallel()
	body := zipped(t,
		part{"[Content_Types].xml", "<Types/>"},
		part{"_rels/.rels", `<Relationships><Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/xl/workbook.xml"/></Relationships>`},
		part{"xl/workbook.xml", `<x:workbook xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main" xmlns:q="r"><x:sheets><x:sheet name="S" sheetId="1" q:id="b"/></x:sheets></x:workbook>`},
		part{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="b" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet" Target="s.xml"/></Relationships>`},
		part{"xl/s.xml", `<x:worksheet xmlns:x="y"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>é</x:t></x:is></x:c></x:row></x:sheetData><x:mergeCells><x:mergeCell ref='A1:B1'/></x:mergeCells></x:worksheet>`})
	if got, err := read(body, "", Usual()); err != nil || got != "S1 | A text é 2×1\n" {
		t.Errorf("%q %v", got, err)
	}
}

func TestWorkbooksAreRefused(t *testing.T) {
	t.Parallel()
	small := Usual()
	small.Rows, small.Columns, small.Text, small.Strings, small.Sheets = 3, 4, 10, 60, 2
	with := func(change func(*made)) made { m := cells(`<row><c><v>1</v></c></row>`); change(&m); return m }
	more := func(name, content string) made {
		return with(func(m *made) { m.more = []part{{name, content}} })
	}
	relation := func(kind, mode string) made {
		return more("xl/worksheets/_rels/sheet1.xml.rels", `<Relationships><Relationship Id="r1" Type="`+office+`/`+kind+`" Target="https://example.org/x" TargetMode="`+mode+`"/></Relationships>`)
	}
	for name, c := range map[string]struct {
		book made
		want string
	}{
		"hyperlink": {relation("hyperlink", "External"), "<nil>"},
		"macro":     {more("xl/vbaProject.bin", "x"), "macro"},
		"macro, by type": {with(func(m *made) {
			m.types = `<Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>`
		}), "macro"},
		"macro sheet":       {more("xl/macrosheets/sheet1.xml", "<x/>"), "macro"},
		"control":           {more("xl/activeX/activeX1.xml", "<x/>"), "macro"},
		"external link":     {more("xl/externalLinks/externalLink1.xml", "<x/>"), "links"},
		"external relation": {relation("externalLinkPath", "External"), "links"},
		"linked object":     {relation("oleObject", "External"), "links"},
		"workbook.bin":      {more("xl/workbook.bin", "x"), "binary xlsb"},
		"four rows":         {cells(strings.Repeat(`<row><c><v>1</v></c></row>`, 4)), "rows Feuil14,1"},
		"four blank rows":   {cells(strings.Repeat(`<row><c><v>1</v></c></row><row/><row><c s="1"/></row>`, 3)), "<nil>"},
		"five columns":      {cells(`<row r="2"><c r="E2"><v>1</v></c></row>`), "columns Feuil12,5"},
		"five, one blank":   {cells(`<row r="2"><c r="A2"><v>1</v></c><c r="E2" s="1"/><c r="XFD2" t="str"><v> </v></c></row>`), "<nil>"},
		"long text":         {cells(`<row><c t="str"><v>12345678901</v></c></row>`), "long Feuil11,1"},
		"letters":           {cells(`<row><c t="str"><v>éééééééééé</v></c></row>`), "<nil>"},
		"long shared text": {with(func(m *made) {
			m.strings = `<si><t>12345678901</t></si>`
			m.sheets[0] = `<sheetData><row><c t="s"><v>0</v></c></row></sheetData>`
		}), "long Feuil11,1"},
		"many shared texts":  {with(func(m *made) { m.strings = strings.Repeat(`<si><t>1</t></si>`, 10) }), "strings"},
		"three sheets":       {made{sheets: []string{"", "", ""}}, "sheets"},
		"no sheet":           {made{}, "empty"},
		"no row":             {cells(""), "empty"},
		"no such text":       {cells(`<row><c t="s"><v>1</v></c></row>`), "broken Feuil11,1"},
		"no such type":       {cells(`<row><c t="z"><v>1</v></c></row>`), "broken Feuil11,1"},
		"rows out of order":  {cells(`<row r="2"/><row r="1"/>`), "broken Feuil11,0"},
		"cells out of order": {cells(`<row><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>`), "broken Feuil11,3"},
		"cell of elsewhere":  {cells(`<row r="2"><c r="A3"/></row>`), "broken Feuil12,1"},
		"row beyond all":     {cells(`<row r="99999999"/>`), "broken Feuil199999999,0"},
		"not well formed":    {cells(`<row r="2"><c></row>`), "broken Feuil12,0"},
		"entity":             {cells(`<row><c t="str"><v>&x;</v></c></row>`), "markup Feuil11,0"},
		"doctype":            {more("xl/worksheets/_rels/sheet1.xml.rels", `<!DOCTYPE x [<!ENTITY a "b">]><x/>`), "markup"},
		"no relation":        {with(func(m *made) { m.book = `<sheets><sheet name="x" r:id="z"/></sheets>` }), "broken"},
		"outside":            {more("../x.xml", "<x/>"), "broken"},
		"bomb":               {cells(strings.Repeat(" ", 30<<20) + `<row><c><v>1</v></c></row>`), "bomb Feuil10,0"},
	} {
		limits := small
		_, err := read(c.book.bytes(t), "a.xlsx", limits)
		if got := refused(err); got != c.want && !(c.want == "bomb Feuil10,0" && strings.HasPrefix(got, "bomb")) {
			t.Errorf("%s: %s (%v), want %s", name, got, err, c.want)
		}
	}
}
