package io.maskwise.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The learned maps around attention: of query, key and value, and of the output if it has one.
 *
 * <p>Kernels with an axis of heads are matrices row by row, so that dense layers do the work.
 */
final class ProjectedAttention implements AttentionMaps {
    static final String QUERY = "query/";
    static final String KEY = "key/";
    static final String VALUE = "value/";
    static final String OUTPUT = "attention_output/";

    private final Map<String, Dense> maps = new LinkedHashMap<>();
    private final Map<String, LayerPass> passes = new LinkedHashMap<>();
    private final Map<String, Tensor> parameters;

    /** @param maps by the prefix of their parameters' names; that of the output may be missing */
    ProjectedAttention(Map<String, Dense> maps, Map<String, Tensor> parameters) {
        this.maps.putAll(maps);
        this.parameters = parameters;
    }

    /** The parameters of one map, from some axes to others. */
    static Stream<Parameter> parameters(String map, List<Integer> from, List<Integer> to, boolean useBias) {
        List<Integer> axes = Stream.concat(from.stream(), to.stream()).toList();
        Parameter kernel = new Parameter(map + Dense.KERNEL, axes, Initializer.GLOROT_UNIFORM);
        Parameter bias = new Parameter(map + Dense.BIAS, to, Initializer.ZEROS);
        return useBias ? Stream.of(kernel, bias) : Stream.of(kernel);
    }

    private Tensor forward(String map, Tensor packed) {
        Dense dense = Optional.ofNullable(maps.get(map)).orElseThrow();
        LayerPass pass =
                dense.forward(List.of(Activation.unmasked(packed)), Parameters.part(parameters, map), Call.inference());
        passes.put(map, pass);
        return pass.output().values();
    }

    private Tensor backward(String map, Tensor upstream, Map<String, Tensor> gradients) {
        LayerPass pass = Optional.ofNullable(passes.get(map)).orElseThrow();
        return pass.backward(upstream, Parameters.part(gradients, map)).get(0);
    }

    @Override
    public QueryKeyValue before(QueryKeyValue inputs) {
        return new QueryKeyValue(
                forward(QUERY, inputs.query()), forward(KEY, inputs.key()), forward(VALUE, inputs.value()));
    }

    @Override
    public Tensor after(Tensor means) {
        return maps.containsKey(OUTPUT) ? forward(OUTPUT, means) : means;
    }

    @Override
    public Tensor backwardAfter(Tensor upstream, Map<String, Tensor> gradients) {
        return maps.containsKey(OUTPUT) ? backward(OUTPUT, upstream, gradients) : upstream;
    }

    @Override
    public QueryKeyValue backwardBefore(QueryKeyValue upstream, Map<String, Tensor> gradients) {
        return new QueryKeyValue(
                backward(QUERY, upstream.query(), gradients),
                backward(KEY, upstream.key(), gradients),
                backward(VALUE, upstream.value(), gradients));
    }
}
