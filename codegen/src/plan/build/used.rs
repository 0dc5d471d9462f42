//! What a client needs of the runtime and of other crates.

use super::xml;
use crate::plan::{
    Argument, ArgumentLocation, BodyForm, ClientCrate, Constraint, CredentialKind, Item, Method,
    Outcome, Part, Reading, SecurityScheme, Used,
};

/// What the types of a crate need, its operations and its ways to authenticate.
pub(super) fn used(krate: &ClientCrate) -> Used {
    let (modules, models) = (&krate.modules, &krate.models);
    let methods = modules.iter().flat_map(|module| &module.methods);
    let taken = methods.clone().flat_map(Method::taken);
    let outcomes = methods.clone();
    let outcomes = outcomes.flat_map(|method| [&method.output, &method.failure]);
    let bodies = outcomes.flat_map(Outcome::types);
    let declared = krate.declared_headers.iter().flat_map(|set| &set.headers);
    let declared = declared.map(|header| &header.ty);
    let mut used = Used::default();
    for ty in models
        .iter()
        .flat_map(Item::types)
        .chain(bodies)
        .chain(taken)
        .chain(declared)
    {
        used.add(ty);
    }
    let fields = models.iter().filter_map(|item| match item {
        Item::Struct(item) => Some(&item.fields),
        _ => None,
    });
    let mut constraints = fields.flatten().flat_map(|field| &field.constraints);
    let is_form = |form: &BodyForm| matches!(form, BodyForm::Form(_) | BodyForm::Multipart);
    let is_part = |argument: &Argument| argument.location == ArgumentLocation::Part;
    let has_form = |method: &Method| {
        let mut arguments = method.arguments.iter().chain(&method.setters);
        method.body_forms().any(is_form) || arguments.any(is_part)
    };
    let mut arms = methods.clone().flat_map(|method| &method.arms);
    let has_clients = |scheme: &SecurityScheme| {
        matches!(
            scheme.kind,
            CredentialKind::OAuth2(_) | CredentialKind::OpenIdConnect(_)
        )
    };
    let has_items = arms.any(|arm| arm.body.is_some_and(Reading::is_of_items));
    let parts = [
        (Part::Constraints, constraints.clone().next().is_some()),
        (Part::Regress, constraints.any(Constraint::has_pattern)),
        (Part::QuickXml, methods.clone().any(xml::is_in)),
        (Part::Forms, methods.clone().any(has_form)),
        (Part::Items, has_items),
        (Part::Pages, methods.clone().any(|it| it.pages.is_some())),
        (
            Part::ClientCredentials,
            krate.security_schemes.iter().any(has_clients),
        ),
    ];
    let parts = parts.into_iter().filter(|(_, is_used)| *is_used);
    used.parts.extend(parts.map(|(part, _)| part));
    used
}
