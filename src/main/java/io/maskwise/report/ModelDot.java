package io.maskwise.report;

import io.maskwise.model.ModelSpec;

/** A network as a graph in the language of Graphviz; an edge that a mask goes along is bold and blue. */
public final class ModelDot {
    private ModelDot() {}

    /** The graph; every line ended. */
    public static String render(ModelSpec spec) {
        StringBuilder text = new StringBuilder("digraph model {\n");
        text.append("  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n");
        ModelGraph graph = ModelGraph.of(spec);
        for (ModelGraph.Box box : graph.boxes()) {
            String label = String.join(
                    "\n",
                    box.name() + " (" + box.type() + ")",
                    box.shape(),
                    Figures.count(box.parameters()) + " parameters",
                    "mask: " + box.role().words());
            text.append("  ")
                    .append(quoted(box.name()))
                    .append(" [label=")
                    .append(quoted(label))
                    .append("];\n");
        }
        graph.boxes().forEach(box -> box.reads().forEach(edge -> text.append(edge(edge, box.name()))));
        return text.append("}\n").toString();
    }

    private static String edge(ModelGraph.Edge edge, String to) {
        String output = edge.reference().substring(edge.from().length());
        String label = output.isEmpty() ? "" : ", taillabel=" + quoted(output);
        String style = edge.masked() ? "color=\"#2f6fde\", penwidth=2" : "style=dashed";
        return "  " + quoted(edge.from()) + " -> " + quoted(to) + " [" + style + label + "];\n";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
