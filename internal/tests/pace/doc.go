// Package pace measures how long readers wait for what is published. It holds benchmarks only:
// how fast a machine is must not decide whether the program is right.
package pace
