package io.maskwise.report;

import io.maskwise.model.LayerNode;
import io.maskwise.model.ModelSpec;
import java.util.stream.IntStream;

/** What becomes of the mask at one place of a network. */
enum MaskRole {
    MADE("made here", "#2f9e5b", "a mask begins here; that of an input is given with the data"),
    PASSED("passed", "#2f6fde", "handed on as it came"),
    CHANGED("changed", "#8a56d6", "another one is handed on"),
    USED("used", "#d98218", "the layer computes with it, and hands it on"),
    ENDED("ended", "#cc4242", "the layer computes with it, and what it gives back has none"),
    NONE("none", "#8a94a6", "no mask is here");

    private final String words;
    private final String colour;
    private final String meaning;

    MaskRole(String words, String colour, String meaning) {
        this.words = words;
        this.colour = colour;
        this.meaning = meaning;
    }

    /** Its colour in drawings, which can be told from light and from dark. */
    String colour() {
        return colour;
    }

    String words() {
        return words;
    }

    String meaning() {
        return meaning;
    }

    /** That of an input. */
    static MaskRole ofInput(boolean masked) {
        return masked ? MADE : NONE;
    }

    /** That of a layer in its place, which may be another than elsewhere: where no mask arrives, none is passed. */
    static MaskRole of(LayerNode node, ModelSpec spec) {
        boolean arrives = node.inputs().stream().anyMatch(spec::isMasked);
        boolean leaves =
                IntStream.range(0, ModelGraph.outputs(node, spec)).anyMatch(i -> spec.isMasked(node.output(i)));
        if (!arrives || !leaves) {
            return leaves ? MADE : arrives ? ENDED : NONE;
        }
        return switch (node.layer().maskFlow()) {
            case MAKES -> MADE;
            case PASSES, UNDECLARED -> PASSED;
            case CHANGES -> CHANGED;
            case USES, ENDS -> USED;
        };
    }
}
