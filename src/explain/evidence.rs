//! What the input itself says of an error.

/// What was found in the input about one error, whoever made it. Secrets are masked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    /// The HTTP status.
    pub status: Option<u16>,
    /// The error code.
    pub code: Option<String>,
    /// The type of the error object; on Wanqing the reason phrase of the status without spaces.
    pub r#type: Option<String>,
    /// The error message.
    pub message: Option<String>,
    /// The request id, of the model gateway (`req-…`) or of the edge gateway (18 digits).
    pub request_id: Option<String>,
    /// When the request arrived, in RFC 3339, UTC; the model gateway's request ids carry it.
    pub request_time: Option<String>,
    /// The inference endpoint (`ep-…`).
    pub endpoint: Option<String>,
    /// How long the server asks to wait, in seconds.
    pub retry_after_seconds: Option<u64>,
}

impl Evidence {
    /// Whether the input says nothing about any error.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
