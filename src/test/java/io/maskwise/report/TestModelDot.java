package io.maskwise.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TestModelDot {
    @Test
    void writesANodeForEachLayerAndTellsEdgesWithAMask() {
        String dot = ModelDot.render(ShownModels.ofEverything());
        assertThat(dot).startsWith("digraph model {\n").endsWith("}\n");
        assertThat(dot.lines())
                .contains(
                        "  \"rnn\" [label=\"rnn (Lstm)\\n(batch, time, 8)\\n544 parameters\\nmask: used\"];",
                        "  \"words\" -> \"embedding\" [color=\"#2f6fde\", penwidth=2];",
                        "  \"split\" -> \"rnn\" [color=\"#2f6fde\", penwidth=2, taillabel=\":1\"];",
                        "  \"last\" -> \"logits\" [style=dashed];")
                .hasSize(2 + 10 + 12 + 1);
    }
}
