//! As much of JSON Schema 2020-12 as the schemas of this project use. A schema that uses more is refused, so nothing in
//! it goes unchecked.

use regex_lite::Regex;
use serde_json::Value;

/// Why a document does not fit the schema: the first rule it breaks.
pub fn misfit(schema: &Value, document: &Value) -> Option<String> {
    misfit_in(schema, schema, document)
}

/// The same for a part of a schema.
fn misfit_in(all: &Value, schema: &Value, document: &Value) -> Option<String> {
    if let Some(accepts) = schema.as_bool() {
        return (!accepts).then(|| format!("{document} is not allowed"));
    }
    let rules = schema.as_object().expect("a schema is an object or a boolean");
    rules.iter().find_map(|(rule, wanted)| {
        let fails = |schema| misfit_in(all, schema, document);
        let is_bad = match rule.as_str() {
            "$schema" | "$id" | "$defs" | "title" | "description" | "then" => false,
            "$ref" => {
                let (all, schema) = target(all, text(wanted));
                return misfit_in(all, schema, document);
            }
            "allOf" => return list(wanted).iter().find_map(fails),
            "anyOf" => list(wanted).iter().all(|schema| fails(schema).is_some()),
            "if" => return fails(if fails(wanted).is_none() { &schema["then"] } else { &Value::Bool(true) }),
            "type" => !types(wanted).any(|name| is_of_type(document, name)),
            "const" => document != wanted,
            "enum" => !list(wanted).contains(document),
            "required" => {
                document.is_object() && list(wanted).iter().any(|name| document.get(text(name)).is_none())
            }
            "pattern" => {
                let pattern = Regex::new(text(wanted)).expect("a pattern is a regular expression");
                document.as_str().is_some_and(|text| !pattern.is_match(text))
            }
            "dependentRequired" => {
                let rules = wanted.as_object().into_iter().flatten();
                let mut present = rules.filter(|(name, _)| document.get(name.as_str()).is_some());
                present.any(|(_, others)| list(others).iter().any(|name| document.get(text(name)).is_none()))
            }
            "minLength" => document.as_str().is_some_and(|text| text.chars().count() < size(wanted)),
            "minProperties" => document.as_object().is_some_and(|fields| fields.len() < size(wanted)),
            "minimum" => document.as_f64().is_some_and(|number| number < limit(wanted)),
            "maximum" => document.as_f64().is_some_and(|number| number > limit(wanted)),
            "maxItems" => document.as_array().is_some_and(|items| items.len() > size(wanted)),
            "items" => {
                let mut items = document.as_array().into_iter().flatten();
                return items.find_map(|item| misfit_in(all, wanted, item));
            }
            "properties" | "additionalProperties" => {
                let named = schema["properties"].as_object();
                let mut fields = document.as_object().into_iter().flatten();
                return fields.find_map(|(name, value)| {
                    let own = named.and_then(|named| named.get(name));
                    let schema = if rule == "properties" { own } else { own.is_none().then_some(wanted) };
                    misfit_in(all, schema?, value).map(|why| format!("{name}: {why}"))
                });
            }
            unknown => panic!("the tests do not know {unknown:?}: add it to tests/schemas/validator.rs"),
        };
        is_bad.then(|| format!("{rule} wants {wanted}"))
    })
}

/// What a reference names, and what references in it start from: `#/$defs/name` in the same schema, or the `$id` of
/// another one in a bundle.
fn target<'s>(all: &'s Value, reference: &str) -> (&'s Value, &'s Value) {
    let target = if let Some(pointer) = reference.strip_prefix('#') {
        all.pointer(pointer).map(|schema| (all, schema))
    } else {
        let mut schemas = all["$defs"].as_object().into_iter().flatten().map(|(_, schema)| schema);
        schemas.find(|schema| schema["$id"] == *reference).map(|schema| (schema, schema))
    };
    target.unwrap_or_else(|| panic!("{reference} leads nowhere"))
}

fn size(wanted: &Value) -> usize {
    let size = wanted.as_u64().and_then(|size| usize::try_from(size).ok());
    size.unwrap_or_else(|| panic!("{wanted} is not a size"))
}

fn is_of_type(document: &Value, name: &str) -> bool {
    match name {
        "object" => document.is_object(),
        "array" => document.is_array(),
        "string" => document.is_string(),
        "boolean" => document.is_boolean(),
        "null" => document.is_null(),
        "number" => document.is_number(),
        "integer" => document.is_i64() || document.is_u64(),
        unknown => panic!("{unknown:?} is not a type of JSON Schema"),
    }
}

fn types(wanted: &Value) -> impl Iterator<Item = &str> {
    let one = wanted.as_str().into_iter();
    one.chain(wanted.as_array().into_iter().flatten().map(text))
}

fn list(wanted: &Value) -> &[Value] {
    wanted.as_array().expect("it is a list")
}

fn text(wanted: &Value) -> &str {
    wanted.as_str().expect("it is a string")
}

fn limit(wanted: &Value) -> f64 {
    wanted.as_f64().expect("it is a number")
}
