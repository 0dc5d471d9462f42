//! Which nodes of a graph lie on a common cycle.

/// The strongly connected component of each node (Tarjan's algorithm, without recursion).
///
/// `edges[node]` are the nodes that `node` leads to. An edge lies on a cycle if both its ends have one component.
pub(super) fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut search = Search {
        edges,
        index: vec![None; edges.len()],
        low: vec![0; edges.len()],
        component: vec![None; edges.len()],
        open: Vec::new(),
        next_index: 0,
        next_component: 0,
    };
    for node in 0..edges.len() {
        search.visit(node);
    }
    search
        .component
        .into_iter()
        .map(Option::unwrap_or_default)
        .collect()
}

struct Search<'a> {
    edges: &'a [Vec<usize>],
    /// When a node was found; `None` where it was not yet.
    index: Vec<Option<usize>>,
    /// The earliest found node that a node leads back to.
    low: Vec<usize>,
    component: Vec<Option<usize>>,
    /// Found nodes that have no component yet.
    open: Vec<usize>,
    next_index: usize,
    next_component: usize,
}

impl Search<'_> {
    fn visit(&mut self, start: usize) {
        if self.index[start].is_some() {
            return;
        }
        // Each step is a node and how many of its edges were followed.
        let mut path = vec![(start, 0)];
        self.find(start);
        while let Some((node, followed)) = path.last_mut() {
            let node = *node;
            if let Some(&target) = self.edges[node].get(*followed) {
                *followed += 1;
                match (self.index[target], self.component[target]) {
                    (None, _) => {
                        self.find(target);
                        path.push((target, 0));
                    }
                    (Some(found), None) => self.low[node] = self.low[node].min(found),
                    (Some(_), Some(_)) => {}
                }
                continue;
            }
            path.pop();
            if let Some((parent, _)) = path.last() {
                self.low[*parent] = self.low[*parent].min(self.low[node]);
            }
            self.close(node);
        }
    }

    fn find(&mut self, node: usize) {
        self.index[node] = Some(self.next_index);
        self.low[node] = self.next_index;
        self.next_index += 1;
        self.open.push(node);
    }

    /// Gives everything that was found since `node` its component, if nothing there leads further back.
    fn close(&mut self, node: usize) {
        if self.index[node] != Some(self.low[node]) {
            return;
        }
        while let Some(member) = self.open.pop() {
            self.component[member] = Some(self.next_component);
            if member == node {
                break;
            }
        }
        self.next_component += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_of_a_cycle_share_a_component_and_others_do_not() {
        // 0 -> 1 -> 2 -> 0, 2 -> 3, 3 -> 4 -> 3, 5 alone, 6 -> 6
        let edges = [
            vec![1],
            vec![2],
            vec![0, 3],
            vec![4],
            vec![3],
            vec![],
            vec![6],
        ];
        let found = components(&edges);
        assert_eq!([found[1], found[2]], [found[0]; 2]);
        assert_eq!(found[3], found[4]);
        let mut distinct = vec![found[0], found[3], found[5], found[6]];
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(distinct.len(), 4);
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        let length = 200_000;
        let mut edges: Vec<_> = (1..=length).map(|next| vec![next]).collect();
        edges.push(vec![0]);
        let found = components(&edges);
        assert!(found.iter().all(|component| *component == found[0]));
    }
}
