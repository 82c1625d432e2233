package desk

import "time"

// Account is a person's access to the desk.
type Account struct {
	ID           int64
	Name         string // sign-in name: lower-case letters, digits, ".", "-", "_", "@"; unique
	DisplayName  string
	Role         Role
	Scope        Scope
	Lang         string // "fr" or "en"
	Disabled     bool
	PasswordHash string // PHC string; "" when none is set
	Subject      string // "issuer subject" of the single sign-on identity; "" when none is bound
	TOTPSecret   string // base32; "" when no second factor is enrolled
	TOTPStep     int64  // last accepted time step: it and earlier ones are refused
	CreatedAt    time.Time
	Version      int // grows by one with each change; 0 before the first
}

// Session is one signed-in browser, as its owner and the admins see it.
type Session struct {
	ID        string // hexadecimal SHA-256 of the token: names the session without opening it
	Account   int64
	CreatedAt time.Time
	SeenAt    time.Time
	ExpiresAt time.Time
	Agent     string // browser and system in a few words
}

// LinkPurpose is what a one-time link is for.
type LinkPurpose string

// The purposes of a one-time link.
const (
	LinkSetUp LinkPurpose = "set_up" // create the first account
	LinkReset LinkPurpose = "reset"  // choose a password for Account
)

// Link is a one-time link; its token is kept as a hash only.
type Link struct {
	TokenHash string // hexadecimal SHA-256
	Purpose   LinkPurpose
	Account   int64 // 0 for LinkSetUp
	ExpiresAt time.Time
}
