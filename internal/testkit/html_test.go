package testkit

import (
	"strings"
	"testing"
)

// sound is a page without fault; each case below breaks it in one way.
const sound = `<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>Titre</title><meta name="viewport" content="width=device-width"><meta name="description" content="Ce qu’il faut">
<link rel="canonical" href="https://example.org/"><link rel="stylesheet" href="/assets/site.css"><script defer src="/assets/site.js"></script></head>
<body><nav aria-label="Rubriques"><a href="#contenu">Aller au contenu</a></nav><main id="contenu"><h1>L’hôpital</h1><h2 id="etats">États</h2>
<section aria-labelledby="etats"><p>Texte <a href="/mesures">les mesures</a></p><form><label for="q">Mot</label><input id="q" name="q"></form></section>
<svg role="img" aria-label="Courbe"><defs><clipPath id="c"><path d="M0 0"/></clipPath></defs><path clip-path="url(#c)" d="M0 0"/></svg>
<script type="application/json">{"a":1}</script><p lang="en">don't</p></main></body></html>`

func TestASoundPageHasNoFault(t *testing.T) {
	for _, fault := range CheckHTML([]byte(sound), []string{"home.title"}) {
		t.Error(fault)
	}
}

func TestRandomTokensMaySpellAnything(t *testing.T) {
	hidden := `<input type="hidden" name="jeton" value="kCNnDLnWoVCbKUv08MTvvmqtPyQx_Ist7rwu0INaND4">`
	for _, fault := range CheckHTML([]byte(strings.Replace(sound, "<form>", "<form>"+hidden, 1)), nil) {
		t.Error(fault)
	}
}

func TestFaultsAreFound(t *testing.T) {
	for _, c := range []struct{ from, to, says string }{
		{"<!DOCTYPE html>\n", "", "doctype"},
		{`lang="fr"`, `lang="de"`, "lang is"},
		{"</p><form>", "<form>", "closes"},
		{"<p>Texte ", "<p>Texte <ul><li>x</li></ul>", "repairs"},
		{"<p>Texte ", "<p>Texte <p>x</p>", "repairs"},
		{"<a href=\"/mesures\">", "<a href=\"/mesures\"><a href=\"/x\">y</a>", "repairs"},
		{`<h2 id="etats">`, `<h2 id="contenu">`, "occurs 2 times"},
		{`<h2 id="etats">`, `<h2 id="etats" id="x">`, "twice"},
		{`aria-labelledby="etats"`, `aria-labelledby="absent"`, "leads nowhere"},
		{`for="q"`, `for="r"`, "leads nowhere"},
		{`<label for="q">Mot</label>`, ``, "has no label"},
		{`href="#contenu"`, `href="#absent"`, "leads nowhere"},
		{`url(#c)`, `url(#absent)`, "refers to"},
		{"<h1>L’hôpital</h1>", "", "0 times h1"},
		{"<h1>L’hôpital</h1>", "<h1>L’hôpital</h1><h1>x</h1>", "2 times h1"},
		{`<h2 id="etats">États</h2>`, `<h3 id="etats">États</h3>`, "level 3 after level 1"},
		{"<title>Titre</title>", "<title> </title>", "empty title"},
		{`content="Ce qu’il faut"`, `content="Ce qu'il faut"`, "straight apostrophe"},
		{"L’hôpital", "L'hôpital", "straight apostrophe"},
		{"les mesures</a>", "</a>", "empty a"},
		{`<nav aria-label="Rubriques">`, "<nav>", "without a name"},
		{`aria-label="Courbe"`, ``, "neither named nor hidden"},
		{"<p>Texte ", `<p>Texte <img src="/x.png">`, "without alt"},
		{"<p>Texte ", `<p style="color:red">Texte `, "inline style"},
		{"<p>Texte ", `<p onclick="x()">Texte `, "handler onclick"},
		{"<p>Texte ", `<p>Texte <script>x()</script>`, "inline script"},
		{`{"a":1}`, `{"a":}`, "not JSON"},
		{"<p>Texte ", `<p>Texte <iframe src="/x"></iframe>`, "frame that is not ours"},
		{`src="/assets/site.js"`, `src="https://evil.example/site.js"`, "src of script"},
		{`href="/assets/site.css"`, `href="//evil.example/site.css"`, "href of link"},
		{`href="/mesures"`, `href="javascript:alert(1)"`, "link to"},
		{`href="/mesures"`, `href="//evil.example/"`, "link to"},
		{`<a href="/mesures">`, `<a>`, "link without address"},
		{"<p>Texte ", `<figure><figcaption>a</figcaption></figure><figure><p>b</p><figcaption>c</figcaption><details><summary>d</summary></details></figure><p>Texte `, "figcaption between"},
		{"<p>Texte ", `<table><tr><td>x</td></tr></table><p>Texte `, "table without a name"},
		{"<p>Texte ", `<p><span class="seg-name">Réalisée</span><span data-short="réal." aria-hidden="true">réal.</span> `, "is read beside the name"},
		{"<p>Texte ", `<p><span data-short="réal." aria-hidden="true"></span> `, "beside 0 names"},
		{"Texte", "home.title", "text id"},
		{"Texte", "%!d(string=x)", `"%!"`},
		{"Texte", "&lt;no value&gt;", "no value"},
		{"Texte", "a &amp;amp; b", "&amp;amp;"},
		{"Texte", "NaN", "NaN"},
		{`href="/mesures"`, `href="#ZgotmplZ"`, "ZgotmplZ"},
	} {
		broken := strings.Replace(sound, c.from, c.to, 1)
		if broken == sound {
			t.Fatalf("the page does not hold %q", c.from)
		}
		faults := CheckHTML([]byte(broken), []string{"home.title"})
		if !strings.Contains(strings.Join(faults, "\n"), c.says) {
			t.Errorf("%q: %q does not say %q", c.to, faults, c.says)
		}
	}
}
