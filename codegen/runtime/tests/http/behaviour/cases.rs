//! The cases, and the operation that each calls.

use std::fs;
use std::path::Path;

use crate::support::{API, List, OPTIONAL_BEARER, Reply, Server};
use codegen_runtime::serde_json::{self, Map, Value};
use codegen_runtime::{Answer, Decoded, Operation, OperationInfo, Paged, Paging, Request};
use http::Method;

/// A case, as the suite writes it.
pub(super) struct Case {
    pub(super) name: String,
    info: &'static OperationInfo,
    path: Map<String, Value>,
    body: Option<Value>,
    answers: Vec<Value>,
    pub(super) assertions: Vec<Value>,
    /// How often a call is tried at most.
    pub(super) attempts: Option<u32>,
    /// Whether the pages of a list are followed, and how far.
    pub(super) paging: Option<Caps>,
    /// The one page that is asked for.
    page: Option<i64>,
}

/// What is wanted of a list at most.
#[derive(Clone, Copy)]
pub(super) struct Caps {
    pub(super) pages: usize,
    pub(super) items: usize,
}

/// The cases of these files, with what the description says of their operations.
pub(super) fn read(folder: &Path, files: &[&str]) -> Vec<Case> {
    let json = |path: &str| -> Value { serde_json::from_str(&fs::read_to_string(folder.join(path)).unwrap()).unwrap() };
    let description = json("openapi.json");
    let lists = files.iter().flat_map(|file| {
        let cases = json(&format!("conformance/tests/{file}.json"));
        cases.as_array().unwrap().clone()
    });
    lists.map(|case| Case::new(&case, &description)).collect()
}

impl Case {
    fn new(case: &Value, description: &Value) -> Self {
        let list = |key: &str| case[key].as_array().cloned().unwrap_or_default();
        let configured = |key: &str| case["configOverrides"][key].as_u64();
        let attempts = configured("maxRetries");
        let most = |key| configured(key).map_or(usize::MAX, |most| most.try_into().unwrap());
        let caps = Caps {
            pages: most("maxPages"),
            items: most("maxItems"),
        };
        // What the suite says to be about one page alone.
        let is_one_page = list("tags").iter().any(|tag| tag == "link-header");
        let page = configured("page").map(|page| i64::try_from(page).unwrap());
        let comes_by_page = said(case, description, "x-basecamp-pagination");
        let is_list = comes_by_page && !is_one_page && page.is_none();
        Self {
            name: case["name"].as_str().unwrap().to_owned(),
            info: info(case, description),
            path: case["pathParams"].as_object().cloned().unwrap_or_default(),
            body: case.get("requestBody").cloned(),
            answers: list("mockResponses"),
            assertions: list("assertions"),
            attempts: attempts.map(|most| u32::try_from(most).unwrap()),
            paging: is_list.then_some(caps),
            page,
        }
    }

    /// A server that gives the answers of the case, and then none that a client could be content with.
    pub(super) fn server(&self) -> Server {
        let answers: Vec<_> = self.answers.iter().map(reply).collect();
        let rest = Reply::new(500);
        Server::answering(move |index, _| answers.get(index).unwrap_or(&rest).clone())
    }
}

fn reply(answer: &Value) -> Reply {
    let Some(status) = answer["status"].as_u64() else {
        return Reply::raw("").then_close();
    };
    let status = u16::try_from(status).unwrap();
    let reply = match &answer["body"] {
        Value::Null => Reply::new(status),
        Value::String(text) => Reply::typed(status, "text/plain", text),
        body => Reply::json(status, &body.to_string()),
    };
    let headers = answer["headers"].as_object().cloned().unwrap_or_default();
    let others = headers
        .iter()
        .filter(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
    others.fold(reply, |reply, (name, value)| {
        reply.header(name, value.as_str().unwrap())
    })
}

/// What the generator would say of the operation.
fn info(case: &Value, description: &Value) -> &'static OperationInfo {
    let text = |key: &str| -> &'static str { leak(case[key].as_str().unwrap()) };
    let (id, method) = (text("operation"), text("method"));
    let marked = said(case, description, "x-basecamp-idempotent");
    Box::leak(Box::new(OperationInfo {
        api: &API,
        id,
        method: method.parse::<Method>().unwrap(),
        path: text("path"),
        accept: "application/json",
        security: OPTIONAL_BEARER.security,
        idempotent: marked || !["POST", "PATCH"].contains(&method),
        ..*List::INFO
    }))
}

/// Whether the description has this keyword at the operation.
fn said(case: &Value, description: &Value, keyword: &str) -> bool {
    let items = description["paths"].as_object().unwrap().values();
    let mut operations = items.flat_map(|item| item.as_object().unwrap().values());
    operations.any(|operation| operation["operationId"] == case["operation"] && operation.get(keyword).is_some())
}

fn leak(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

/// Any of these operations: what it gives, and what its errors hold, is any JSON.
pub(super) struct Any(Request);

impl Any {
    pub(super) fn of(case: &Case) -> Self {
        let mut request = Request::new(case.info);
        for (name, value) in &case.path {
            let name = leak(name);
            request = match value {
                Value::String(text) => request.path(name, &text.as_str()),
                number => request.path(name, &number.as_i64().unwrap()),
            };
        }
        let request = request.query("page", &case.page);
        Self(match &case.body {
            Some(body) => request.json(body),
            None => request,
        })
    }
}

impl Paged for Any {
    type Item = Value;

    const PAGING: &'static Paging = &Paging::USUAL;

    const ITEMS: fn(Value) -> Option<Vec<Value>> = |page| page.as_array().cloned();
}

impl Operation for Any {
    type Output = Value;
    type ErrorBody = Value;
    type Headers = ();

    const INFO: &'static OperationInfo = List::INFO;

    fn into_request(self) -> Request {
        self.0
    }

    fn decode(answer: &Answer) -> Decoded<Self> {
        match answer.code() {
            200..=299 if answer.body().is_empty() => answer.empty(Value::Null),
            200..=299 => answer.success(Answer::json),
            _ => answer.failure(Answer::json),
        }
    }
}
