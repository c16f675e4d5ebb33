package io.maskwise.report;

import io.maskwise.model.ModelSpec;
import io.maskwise.model.Precision;
import java.util.stream.Collectors;

/** A network as a table, as Keras' {@code summary()} prints it, with one more column: what becomes of the mask. */
public final class ModelSummary {
    private ModelSummary() {}

    /**
     * The table, the number of parameters and what the words in the last column mean; every line ended.
     *
     * @param precision the type of its parameters
     */
    public static String render(ModelSpec spec, Precision precision) {
        ModelGraph graph = ModelGraph.of(spec);
        Table table = Table.of("layer (type)", "output shape", "parameters", "connected to", "mask");
        for (ModelGraph.Box box : graph.boxes()) {
            table.row(
                    box.name() + " (" + box.type() + ")",
                    box.shape(),
                    box.parameters(),
                    box.reads().stream().map(ModelGraph.Edge::reference).collect(Collectors.joining(", ")),
                    box.role().words());
        }
        return table.render() + "\n" + parameters(graph.parameters(), precision) + "\n" + meanings(graph);
    }

    private static String parameters(long count, Precision precision) {
        int bytes = switch (precision) {
            case FLOAT -> Float.BYTES;
            case DOUBLE -> Double.BYTES;
        };
        return "Total parameters: " + Figures.count(count) + " (" + Figures.bytes(count * bytes) + ")\n";
    }

    private static String meanings(ModelGraph graph) {
        Table table = Table.of("mask", "means");
        graph.roles().forEach(role -> table.row(role.words(), role.meaning()));
        return table.render();
    }
}
