// Package form holds what every form of the desk is made of: fields ready for the component
// templates, the errors that stand beside them and in the summary on top, and the reading of
// what people type. It must not know what a form is for nor where it leads.
package form
