//! How parameters are written.

mod beyond;
mod encoding;
mod refused;
mod table;

use crate::support::{List, path_info};
use codegen_runtime::serde_json::Value;
use codegen_runtime::{ErrorKind, Nullable, Operation, OperationInfo, Parameter, ParameterValue, Request, wire};

/// The object of the specification's examples.
#[derive(Debug, Clone)]
struct Color {
    red: i64,
    green: i64,
    blue: i64,
    alpha: Option<f64>,
    names: Nullable<Vec<String>>,
}

const COLOR: Color = Color {
    red: 100,
    green: 200,
    blue: 150,
    alpha: None,
    names: Nullable::Null,
};

mod shapes {
    use super::wire;

    wire::struct_table!(Color { red = "R", green = "G", blue = "B", alpha, names } [0, 1, 2] false);
}

/// A choice of what can be a single value or a list.
#[derive(Debug, Clone)]
enum Ids {
    One(i64),
    Many(Vec<i64>),
    Unknown(Value),
}

mod union {
    use super::wire;

    wire::union_table!(Ids Unknown None; { One = 0 (0b100 [] [] []), Many = 1 (0b10_0000 [] [] []) });
}

/// The message of a request, in which a parameter of the path is called `color`.
fn message(change: impl FnOnce(Request) -> Request) -> Result<http::Request<bytes::Bytes>, String> {
    static INFO: OperationInfo = path_info("/v{color}");
    let request = List::needing(&INFO).with(|request| request.path("color", &"alue"));
    let message = request.with(change).into_http_request("http://h");
    message.map_err(|error| {
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        error.to_string()
    })
}

/// What stands behind `/v` for a parameter of the path.
fn path(parameter: impl Into<Parameter>, value: &dyn ParameterValue) -> Result<String, String> {
    let message = message(|request| request.path(parameter, value))?;
    Ok(message.uri().path()["/v".len()..].to_owned())
}

/// The query, or nothing where there is none.
fn query(parameter: impl Into<Parameter>, value: &dyn ParameterValue) -> Result<String, String> {
    let message = message(|request| request.query(parameter, value))?;
    assert_eq!(message.uri().path(), "/value");
    Ok(message.uri().query().unwrap_or("nothing").to_owned())
}

/// The `Cookie` header, or nothing where there is none.
fn cookie(parameter: impl Into<Parameter>, value: &dyn ParameterValue) -> Result<String, String> {
    let message = message(|request| request.cookie(parameter, value))?;
    let header = message.headers().get("cookie");
    Ok(header.map_or("nothing", |value| value.to_str().unwrap()).to_owned())
}

/// The header `color`, or nothing where there is none.
fn header(parameter: impl Into<Parameter>, value: &dyn ParameterValue) -> Result<String, String> {
    let message = message(|request| request.header_parameter(parameter, value))?;
    let header = message.headers().get("color");
    Ok(header.map_or("nothing", |value| value.to_str().unwrap()).to_owned())
}

type Write = fn(Parameter, &dyn ParameterValue) -> Result<String, String>;
