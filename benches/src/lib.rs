//! What the benches measure and how: the texts, the peers, paired rounds, the heap, instructions.
//!
//! Only ratios mean anything on a machine that does other work as well, so every entry runs in turn, round by round, and
//! each ratio is taken inside one round.

pub mod command;
pub mod entries;
pub mod heap;
pub mod instructions;
pub mod rounds;
pub mod texts;
