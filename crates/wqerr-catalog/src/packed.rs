//! The compact binary form of the embedded catalog.
//!
//! `build.rs` writes it and the program reads it where it lies: strings are borrowed from the binary, and
//! what only some commands need ([`Lazy`]) is decoded when it is first looked at.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

use serde::de::Deserializer;
use serde::ser::{Error as _, Serializer};
use serde::{Deserialize, Serialize};

/// A string of the catalog: a slice of the binary, or owned when it comes from a user's file.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(Cow<'static, str>);

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(Cow::Owned(text))
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(Cow::Owned(text.to_owned()))
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de: 'static> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <&'static str>::deserialize(deserializer).map(|text| Self(Cow::Borrowed(text)))
    }
}

/// A part of the catalog that is decoded when it is first read.
pub struct Lazy<T> {
    value: OnceLock<T>,
    packed: &'static [u8],
}

impl<T> From<T> for Lazy<T> {
    fn from(value: T) -> Self {
        Self { value: OnceLock::from(value), packed: &[] }
    }
}

impl<T: Deserialize<'static>> Deref for Lazy<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value.get_or_init(|| unpack(self.packed))
    }
}

impl<T: Deserialize<'static>> Lazy<T> {
    /// What is seen of the part, which is not kept where it was not there yet: of very many that are looked at once.
    pub fn seen<R>(&self, see: impl FnOnce(&T) -> R) -> R {
        match self.value.get() {
            Some(value) => see(value),
            None => see(&unpack(self.packed)),
        }
    }

    /// The part itself.
    pub fn into_inner(self) -> T {
        self.value.into_inner().unwrap_or_else(|| unpack(self.packed))
    }
}

impl<T: Clone> Clone for Lazy<T> {
    fn clone(&self) -> Self {
        Self { value: self.value.clone(), packed: self.packed }
    }
}

impl<T: Deserialize<'static> + fmt::Debug> fmt::Debug for Lazy<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: Deserialize<'static> + PartialEq> PartialEq for Lazy<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Serialize + Deserialize<'static>> Serialize for Lazy<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let packed = postcard::to_stdvec(&**self).map_err(S::Error::custom)?;
        serializer.serialize_bytes(&packed)
    }
}

impl<'de: 'static, T> Deserialize<'de> for Lazy<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let packed = <&'static [u8]>::deserialize(deserializer)?;
        Ok(Self { value: OnceLock::new(), packed })
    }
}

/// A table of numbers that is read where it lies. Each takes as many bytes as the greatest one needs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Numbers {
    width: u8,
    bytes: Bytes,
}

impl Numbers {
    /// The number at `index`; 0 where the table has ended.
    pub fn get(&self, index: usize) -> u32 {
        let width = usize::from(self.width);
        match *self.bytes.get(index * width..).unwrap_or_default() {
            [a, ..] if width == 1 => a.into(),
            [a, b, ..] if width == 2 => u16::from_le_bytes([a, b]).into(),
            [a, b, c, ..] if width == 3 => u32::from_le_bytes([a, b, c, 0]),
            [a, b, c, d, ..] => u32::from_le_bytes([a, b, c, d]),
            _ => 0,
        }
    }

    /// How many numbers there are.
    pub fn len(&self) -> usize {
        self.bytes.len() / usize::from(self.width.max(1))
    }
}

impl FromIterator<u32> for Numbers {
    fn from_iter<I: IntoIterator<Item = u32>>(numbers: I) -> Self {
        let numbers: Vec<u32> = numbers.into_iter().collect();
        let greatest = numbers.iter().copied().max().unwrap_or_default();
        let width = (1..4).find(|&width| greatest >> (8 * u32::from(width)) == 0).unwrap_or(4);
        let bytes = numbers.iter().flat_map(|number| number.to_le_bytes().into_iter().take(width.into()));
        Self { width, bytes: bytes.collect::<Vec<u8>>().into() }
    }
}

/// Bytes of the binary, or owned ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Bytes(Cow<'static, [u8]>);

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Cow::Owned(bytes))
    }
}

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de: 'static> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <&'static [u8]>::deserialize(deserializer).map(|bytes| Self(Cow::Borrowed(bytes)))
    }
}

/// Decodes a part of what was packed.
///
/// # Panics
///
/// Only if the bytes were altered after they were packed: nothing else reaches this function.
pub(crate) fn unpack<T: Deserialize<'static>>(packed: &'static [u8]) -> T {
    postcard::from_bytes(packed).expect("the catalog was packed by this very version")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_were_written() {
        for greatest in [0, 0xff, 0x100, 0xffff, 0x1_0000, 0xff_ffff, 0x100_0000, u32::MAX] {
            let numbers: Numbers = [1, greatest, 7].into_iter().collect();
            let read: Vec<u32> = (0..4).map(|at| numbers.get(at)).collect();
            assert_eq!((read, numbers.len()), (vec![1, greatest, 7, 0], 3));
        }
        assert_eq!((Numbers::default().get(0), Numbers::default().len()), (0, 0));
    }
}
