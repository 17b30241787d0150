//! The catalog of `wqerr`: what an entry is, how its messages are found in a text, and how a catalog file is read,
//! checked and prepared.
//!
//! Both the program and its build script use this crate, so that a catalog that does not pass the checks does not
//! build. It has no promise of stability of its own: depend on `wqerr` instead.

pub mod diagnostic;
pub mod document;
pub mod edits;
pub mod entry;
pub mod fold;
pub mod fragment;
pub mod index;
pub mod lang;
pub mod named;
pub mod neighbours;
pub mod packed;
pub mod pattern;
pub mod prepared;
pub mod read;
pub mod simplified;
pub mod sounds;
