//! The tables of unions, and of the models in them, as the generator writes them.

/// A struct and its table.
macro_rules! model {
    ($(#[doc = $doc:literal])+ $name:ident $required:tt $({ $rest:ident: $open:literal })?: $($field:ident: $ty:ty),+) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name { $(pub $field: $ty,)+ $(pub $rest: BTreeMap<String, Value>,)? }

        impl Model for $name {
            fn blank() -> Self {
                Self { $($field: blank(),)+ $($rest: blank(),)? }
            }

            fn shape(&self) -> &'static Shape {
                &Shape {
                    members: &[$(stringify!($field)),+],
                    required: &$required,
                    open: false $(| $open)?,
                }
            }

            fn members(&self, visit: Visit<'_>) {
                visit.members(&[$(&self.$field,)+ $(&self.$rest,)?]);
            }

            fn members_mut(&mut self, visit: VisitMut<'_>) {
                visit.members(&mut [$(&mut self.$field,)+ $(&mut self.$rest,)?]);
            }
        }

        wire::models!($name);
    };
}

/// A union whose cases are all newtype variants, as the generator writes it.
macro_rules! union {
    ($name:ident, $blank:expr, $cases:expr, $($case:pat => $variant:ident),+) => {
        impl Union for $name {
            #[inline]
            fn blank() -> Self {
                $blank
            }

            #[inline]
            fn cases(&self) -> &'static Cases {
                &$cases
            }

            #[inline]
            fn held(&self) -> View<'_> {
                match self {
                    $(Self::$variant(value) => value.view(),)+
                }
            }

            #[inline]
            fn choose(&mut self, case: usize) -> ViewMut<'_> {
                *self = match case {
                    $($case => Self::$variant(blank()),)+
                };
                match self {
                    $(Self::$variant(value) => value.view_mut(),)+
                }
            }
        }

        wire::unions!($name);
    };
}

/// A case of which nothing but the kind is known.
macro_rules! case {
    ($($kind:ident)|+ $(, $field:ident: $value:expr)*) => {
        Case {
            $($field: $value,)*
            ..Case { kinds: Kinds(0 $(| Kinds::$kind.0)+), constants: &[], present: &[], texts: &[] }
        }
    };
}
