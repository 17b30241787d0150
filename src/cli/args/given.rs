//! What was given for an argument, wherever it may stand: before the command or behind it.

use std::any::Any;

use clap::ArgMatches;

/// The arguments of a call, of the program first and of the innermost command last.
pub struct Given<'m> {
    places: Vec<&'m ArgMatches>,
}

impl<'m> Given<'m> {
    /// The command that was called, as the names that lead to it, and what was given to it.
    pub fn of(matches: &'m ArgMatches) -> (Vec<&'m str>, Self) {
        let (mut path, mut places) = (Vec::new(), vec![matches]);
        let mut innermost = matches;
        while let Some((name, of_command)) = innermost.subcommand() {
            path.push(name);
            places.push(of_command);
            innermost = of_command;
        }
        (path, Self { places })
    }

    /// The value of an argument; one that stands nearer to the command counts.
    pub fn one<T: Any + Clone + Send + Sync>(&self, name: &str) -> Option<&'m T> {
        // An option that the call cannot have is not defined for it.
        self.places.iter().rev().find_map(|place| place.try_get_one::<T>(name).ok().flatten())
    }

    /// All values of an argument, in their order.
    pub fn all<T: Any + Clone + Send + Sync>(&self, name: &str) -> Vec<T> {
        let values = self.places.iter().filter_map(|place| place.try_get_many::<T>(name).ok().flatten());
        values.flatten().cloned().collect()
    }

    pub fn strings(&self, name: &str) -> Vec<String> {
        self.all(name)
    }

    pub fn is_set(&self, name: &str) -> bool {
        self.places.iter().any(|place| matches!(place.try_get_one::<bool>(name), Ok(Some(true))))
    }
}
