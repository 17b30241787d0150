//! What is wrong with a call, in English.

use crate::cli::misuse::Misuse;

pub fn text(misuse: &Misuse) -> String {
    match misuse {
        Misuse::UnknownCommand { name, .. } => format!("there is no command `{name}`"),
        Misuse::NoCommand { name, .. } => format!("`{name}` is no command"),
        Misuse::UnknownOption { option, .. } => format!("there is no option `{option}` here"),
        Misuse::OneTooMany { value, .. } => format!("`{value}` is one argument too many"),
        Misuse::Missing { what } => format!("the argument `{what}` is missing"),
        Misuse::MissingValue { option, .. } => format!("`{option}` needs a value"),
        Misuse::NotOneOf { option, value, .. } => format!("`{option}` cannot be `{value}`"),
        Misuse::NoNumber { option, value } => {
            format!("`{option}` cannot be `{value}`; give a number such as 5")
        }
        Misuse::NoStatus { option, value } => {
            format!("`{option}` cannot be `{value}`; give a status (403) or a class (4xx)")
        }
        Misuse::NoValueWanted { option, value } => format!("`{option}` takes no value, but got `{value}`"),
        Misuse::Conflict { one, other } => format!("`{one}` and `{other}` cannot be given together"),
        Misuse::NotText => "an argument is not UTF-8 text".to_owned(),
        Misuse::Other => "the call is not understood".to_owned(),
    }
}
