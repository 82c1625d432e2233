// Package web is the HTTP shell of the product: the Echo set-up and the order of its
// middleware, page routes with their response cache and validators, errors, security
// headers, assets and template rendering. It must not know what a measure or an indicator
// is: the audiences (public, embed, api, admin) bring their own handlers and pages.
package web
