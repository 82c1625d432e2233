// Package past tests, through the whole stack, what readers see of earlier publications: pages
// as of a number or a day, the column of publications, the histories of measures and indicators.
package past
