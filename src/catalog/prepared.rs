//! A user's catalog made ready to be read again: checked, indexed and packed, as the build packs the embedded one.

use super::Catalog;
use super::read::Contents;
use crate::packed::Bytes;

/// Begins every prepared catalog. Another version of the program has another form; the number behind it tells forms
/// of one version apart while it is made.
const MARK: &[u8] = concat!("wqerr ", env!("CARGO_PKG_VERSION"), " 9\n").as_bytes();

/// The length of the checksum behind the mark, in bytes.
const CHECKSUM: usize = size_of::<u32>();

impl Catalog {
    /// The catalog in a form that [`Catalog::from_prepared`] reads many times faster than TOML. It is for the
    /// same version of this library on the same kind of machine.
    #[expect(clippy::missing_panics_doc, reason = "plain data can be packed")]
    pub fn prepare(&self) -> Vec<u8> {
        let whole = Self::new(self.contents.clone(), None);
        let index = postcard::to_stdvec(whole.layers[0].index(whole.entries())).expect("it is plain data");
        let packed = postcard::to_stdvec(&(&self.contents, Bytes::from(index))).expect("it is plain data");
        [MARK, &checksum(&packed), &packed].concat()
    }

    /// Reads what [`Catalog::prepare`] wrote; `None` where it was written by another version, or altered since.
    /// The bytes are kept until the program ends.
    ///
    /// ```
    /// use wqerr::Catalog;
    /// let prepared = Catalog::embedded().prepare();
    /// assert!(Catalog::from_prepared(prepared).is_some_and(|same| same == *Catalog::embedded()));
    /// assert!(Catalog::from_prepared(b"something else".to_vec()).is_none());
    /// ```
    pub fn from_prepared(prepared: Vec<u8>) -> Option<Self> {
        let (sum, packed) = prepared.strip_prefix(MARK)?.split_at_checked(CHECKSUM)?;
        if sum != checksum(packed) {
            return None;
        }
        let packed = &Vec::leak(prepared)[MARK.len() + CHECKSUM..];
        let (contents, index): (Contents, Bytes) = postcard::from_bytes(packed).ok()?;
        Some(Self::new(contents, Some(index.into_static()?)))
    }
}

fn checksum(bytes: &[u8]) -> [u8; CHECKSUM] {
    crc32fast::hash(bytes).to_le_bytes()
}
