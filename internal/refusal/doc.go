// Package refusal names the reasons for which the desk says no: the field of each refusal, by which
// screens word it, and the errors that carry one. It must not know who asks, what is kept, nor the words
// in which anything is shown.
package refusal
