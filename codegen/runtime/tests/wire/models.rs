//! Models as the generator writes them.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate};
use codegen_runtime::Secret;
use codegen_runtime::wire::Nullable;
use serde_json::Value;

#[path = "tables.rs"]
mod tables;

/// A self-hosted runner: required and optional members.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Runner {
    pub id: i64,
    pub name: String,
    pub status: RunnerStatus,
    pub labels: Vec<RunnerLabel>,
    pub group_id: Option<i64>,
    pub version: Nullable<String>,
}

/// A label of a runner.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RunnerLabel {
    pub name: String,
    pub type_: Option<RunnerStatus>,
}

/// Whether a runner is there.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RunnerStatus {
    Online,
    Offline,
    /// A value that the description does not name.
    Unknown(String),
}

impl RunnerStatus {
    pub fn as_str(&self) -> &str {
        match self {
            Self::Online => "online",
            Self::Offline => "offline",
            Self::Unknown(value) => value,
        }
    }
}

impl From<&str> for RunnerStatus {
    fn from(value: &str) -> Self {
        match value {
            "online" => Self::Online,
            "offline" => Self::Offline,
            other => Self::Unknown(other.to_owned()),
        }
    }
}

/// Every way of being null or left out.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Nulls {
    pub plain: i64,
    pub nullable: Option<i64>,
    pub kept_apart: Nullable<i64>,
    pub may_lack: Option<i64>,
    pub may_lack_or_be_null: Nullable<i64>,
    pub may_lack_list: Vec<i64>,
}

/// Every kind of value.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Kinds {
    pub yes: Option<bool>,
    pub i32: Option<i32>,
    pub i64: Option<i64>,
    pub u32: Option<u32>,
    pub u64: Option<u64>,
    pub f32: Option<f32>,
    pub f64: Option<f64>,
    pub text: Option<String>,
    pub at: Option<DateTime<FixedOffset>>,
    pub on: Option<NaiveDate>,
    pub any: Option<Value>,
    pub list: Option<Vec<Option<i64>>>,
    pub map: Option<BTreeMap<String, i64>>,
    pub object: Option<serde_json::Map<String, Value>>,
}

/// A repository that may be a fork of another.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Repository {
    pub owner: Owner,
    pub parent: Option<Box<Repository>>,
    pub topics: BTreeMap<String, Vec<i64>>,
}

/// An owner, with an optional member and a map that can be left over from an earlier reading.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Owner {
    pub id: i64,
    pub email: Option<String>,
    pub plan: Plan,
    pub additional: BTreeMap<String, Value>,
}

/// A plan, all of whose members may be left out.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Plan {
    pub seats: Nullable<u32>,
    pub notes: Vec<String>,
}

/// Members that the description does not name, all of one type.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Counters {
    pub total: i64,
    pub additional: BTreeMap<String, i64>,
}

/// A token.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Token {
    pub token: Secret,
    pub expires_at: DateTime<FixedOffset>,
}
