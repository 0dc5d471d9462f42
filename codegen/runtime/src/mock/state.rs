//! What a server has been told, what came, and what is answered.

use std::any::Any;
use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::StatusCode;

use super::call::Call;
use super::check::Checked;
use super::description::Description;
use super::entry::Entry;
use super::reply::{Message, Plan};
use super::route::Routes;

/// What makes the answers to an operation's calls.
pub(super) type Handler = Box<dyn FnMut(&Call) -> Plan + Send>;

/// What a test and the server share.
pub(super) struct Shared {
    pub(super) description: &'static Description,
    pub(super) routes: Routes,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// What was set, by the number of the operation.
    scripts: BTreeMap<usize, VecDeque<Plan>>,
    handlers: BTreeMap<usize, Arc<Mutex<Handler>>>,
    calls: Vec<Call>,
    problems: Vec<Problem>,
}

/// What is wrong with a call: what the description does not allow, or what went wrong in answering it.
#[derive(Debug, Clone)]
pub struct Problem {
    call: Call,
    operation: Option<String>,
    text: String,
}

impl Problem {
    /// The call.
    #[must_use]
    pub fn call(&self) -> &Call {
        &self.call
    }

    /// The operation that it is of, if it is of any, as the description calls it.
    #[must_use]
    pub fn operation(&self) -> Option<&str> {
        self.operation.as_deref()
    }

    /// What is wrong.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.text
    }
}

/// The call and what is wrong.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.call, self.text)
    }
}

impl Shared {
    pub(super) fn new(description: &'static Description) -> Self {
        Self {
            description,
            routes: Routes::new(description),
            state: Mutex::default(),
        }
    }

    pub(super) fn handle(&self, route: usize, handler: Handler) {
        let handler = Arc::new(Mutex::new(handler));
        self.state().handlers.insert(route, handler);
    }

    pub(super) fn script(&self, route: usize, plans: Vec<Plan>) {
        let mut state = self.state();
        state.scripts.entry(route).or_default().extend(plans);
    }

    /// The calls of one operation, or all.
    pub(super) fn calls(&self, route: Option<usize>) -> Vec<Call> {
        let state = self.state();
        let wanted = |call: &&Call| route.is_none() || call.route == route;
        state.calls.iter().filter(wanted).cloned().collect()
    }

    pub(super) fn problems(&self) -> Vec<Problem> {
        self.state().problems.clone()
    }

    pub(super) fn reset(&self) {
        *self.state() = State::default();
    }

    /// What is answered where nothing is set.
    pub(super) fn example(&self, route: usize) -> Result<http::Response<Bytes>, String> {
        let route = self.routes.get(route).ok_or("there is no such operation")?;
        let message = Plan::default().message(Entry(route.entry()))?;
        Ok(message.response)
    }

    /// The answer to a call.
    pub(super) fn answer(&self, mut call: Call) -> Message {
        let found = self.routes.find(call.method().as_str(), call.uri().path());
        let (number, fault) = match found {
            Ok((number, parameters)) => {
                call.path = parameters;
                (Some(number), String::new())
            }
            Err(fault) => (None, fault),
        };
        call.route = number;
        self.state().calls.push(call.clone());
        let route = number.and_then(|number| Some((number, self.routes.get(number)?)));
        let Some((number, route)) = route else {
            return self.refusal(call, None, fault);
        };
        let entry = Entry(route.entry());
        let checked = Checked {
            description: self.description,
            name: &route.name,
            entry,
            call: &call,
        };
        let faults = checked.faults().join("; ");
        if !faults.is_empty() {
            return self.refusal(call, Some(entry.id()), faults);
        }
        let made = self.plan(number, &call);
        made.and_then(|plan| plan.message(entry)).unwrap_or_else(|fault| {
            let message = Plan::told(StatusCode::INTERNAL_SERVER_ERROR, &fault);
            self.note(call, Some(entry.id()), fault);
            message
        })
    }

    /// What was set for a call; or what went wrong in making it.
    fn plan(&self, number: usize, call: &Call) -> Result<Plan, String> {
        let mut state = self.state();
        let script = state.scripts.get_mut(&number);
        if let Some(plan) = script.and_then(VecDeque::pop_front) {
            return Ok(plan);
        }
        let handler = state.handlers.get(&number).cloned();
        // A handler may ask the server what came before.
        drop(state);
        let Some(handler) = handler else {
            return Ok(Plan::default());
        };
        let mut handler = handler.lock().unwrap_or_else(PoisonError::into_inner);
        catch_unwind(AssertUnwindSafe(|| handler(call)))
            .map_err(|panic| format!("the handler panicked: {}", told(&*panic)))
    }

    fn refusal(&self, call: Call, operation: Option<&str>, fault: String) -> Message {
        let message = Plan::told(StatusCode::BAD_REQUEST, &fault);
        self.note(call, operation, fault);
        message
    }

    fn note(&self, call: Call, operation: Option<&str>, text: String) {
        let operation = operation.map(str::to_owned);
        self.state().problems.push(Problem { call, operation, text });
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a panic says.
fn told(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("it does not say why")
}
