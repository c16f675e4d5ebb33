package io.maskwise.spark;

import io.maskwise.InvalidOption;
import java.io.Serializable;

/**
 * What is described, and where the model's graph is drawn.
 *
 * @param show what is described
 * @param svg the file for the graph as a drawing; empty = none
 * @param dot the file for the graph in Graphviz' language; empty = none
 */
public record InspectOptions(InspectedPart show, String svg, String dot) implements Serializable {
    public InspectOptions {
        refuseDrawingOfNothing(show, "svg", svg);
        refuseDrawingOfNothing(show, "dot", dot);
    }

    private static void refuseDrawingOfNothing(InspectedPart show, String key, String path) {
        if (!show.hasModel() && !path.isEmpty()) {
            throw new InvalidOption(key, path + " (must be empty, as only a model is drawn)", key).beside("show");
        }
    }

    /** Whether the model's graph is written to any file. */
    public boolean isDrawing() {
        return !svg.isEmpty() || !dot.isEmpty();
    }
}
