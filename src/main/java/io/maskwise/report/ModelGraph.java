package io.maskwise.report;

import io.maskwise.model.LayerNode;
import io.maskwise.model.ModelInput;
import io.maskwise.model.ModelSpec;
import io.maskwise.model.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A network as it is shown: inputs, then layers in their order.
 *
 * @param boxes inputs and layers; each reads only earlier ones
 */
record ModelGraph(List<Box> boxes) {
    /**
     * An input or a layer.
     *
     * @param name its name
     * @param type what it is
     * @param shape the shape of its output, or shapes
     * @param parameters how many it has
     * @param role what becomes of the mask
     * @param reads what it reads
     * @param options what it was made with
     */
    record Box(
            String name, String type, String shape, long parameters, MaskRole role, List<Edge> reads, String options) {}

    /**
     * What a layer reads.
     *
     * @param from the name of a box
     * @param reference the same, or {@code name:1} for the second output of a layer that has several
     * @param masked whether a mask comes with it
     */
    record Edge(String from, String reference, boolean masked) {}

    static ModelGraph of(ModelSpec spec) {
        List<Box> boxes = new ArrayList<>();
        spec.inputs().forEach(input -> boxes.add(box(input)));
        spec.nodes().forEach(node -> boxes.add(box(node, spec)));
        return new ModelGraph(List.copyOf(boxes));
    }

    private static Box box(ModelInput input) {
        MaskRole role = MaskRole.ofInput(input.masked());
        return new Box(input.name(), "Input", input.shape().toString(), 0, role, List.of(), input.toString());
    }

    private static Box box(LayerNode node, ModelSpec spec) {
        String shapes = IntStream.range(0, outputs(node, spec))
                .mapToObj(i -> spec.shape(node.output(i)).toString())
                .collect(Collectors.joining(", "));
        long parameters =
                spec.parameters(node).stream().mapToLong(Parameter::length).sum();
        List<Edge> reads = node.inputs().stream()
                .map(reference -> new Edge(LayerNode.nodeOf(reference), reference, spec.isMasked(reference)))
                .toList();
        String options = node.layer().toString();
        return new Box(node.name(), type(node), shapes, parameters, MaskRole.of(node, spec), reads, options);
    }

    private static String type(LayerNode node) {
        return node.layer().getClass().getSimpleName();
    }

    static int outputs(LayerNode node, ModelSpec spec) {
        return node.layer()
                .outputShapes(node.inputs().stream().map(spec::shape).toList())
                .size();
    }

    /** The roles that there are, in the order of their declaration. */
    List<MaskRole> roles() {
        return boxes.stream().map(Box::role).distinct().sorted().toList();
    }

    long layers() {
        return boxes.stream().filter(box -> !box.reads().isEmpty()).count();
    }

    long parameters() {
        return boxes.stream().mapToLong(Box::parameters).sum();
    }
}
