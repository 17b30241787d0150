//! Names of values, as JSON and the command line write them.

use std::error::Error;
use std::fmt;

/// A name that no value has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownName {
    name: String,
    known: Vec<&'static str>,
}

impl UnknownName {
    /// The value with this name.
    ///
    /// # Errors
    ///
    /// If there is none.
    pub fn resolve<T: Copy>(names: &[(&'static str, T)], name: &str) -> Result<T, Self> {
        let value = names.iter().find(|(known, _)| *known == name).map(|&(_, value)| value);
        value.ok_or_else(|| Self {
            name: name.to_owned(),
            known: names.iter().map(|&(known, _)| known).collect(),
        })
    }
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not one of: {}", self.name, self.known.join(", "))
    }
}

impl Error for UnknownName {}

/// `Display` and `FromStr` by the `NAMES` of a type and its `name`.
#[macro_export]
macro_rules! named {
    ($type:ty) => {
        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::named::UnknownName;

            fn from_str(name: &str) -> Result<Self, Self::Err> {
                $crate::named::UnknownName::resolve(&Self::NAMES, name)
            }
        }
    };
}
