package io.maskwise.model;

import io.maskwise.model.Relayout.Garbage;
import io.maskwise.sequence.Mask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;

/** The laws measured on stock DL4J layers and on ours, by the same checks on the same sample. */
final class LawComparison {
    private static final int PROBES = 12;

    /** Two gaps, padding on either side, and zeros under the mask, as DL4J's own iterators leave them. */
    private static final Mask MASK = Mask.of(new boolean[][] {
        {true, true, true, true, false, false},
        {true, false, true, true, false, true},
        {false, false, false, true, true, false}
    });

    private final long seed;
    private final Map<String, List<LawResult>> results = new LinkedHashMap<>();

    private LawComparison(long seed) {
        this.seed = seed;
    }

    /** Four results for each layer: L1 with nothing but zeros under the mask, L1 with anything there, L3, L8. */
    static Map<String, List<LawResult>> measure(long seed) {
        LawComparison comparison = new LawComparison(seed);
        StockLayers.all(seed).forEach(comparison::measureStock);
        comparison.measureStockTagger();
        comparison.measureOurs();
        return comparison.results;
    }

    private Activation sequence() {
        double[] values = new Random(seed)
                .doubles((long) MASK.batch() * MASK.time() * StockLayers.FEATURES, -1, 1)
                .toArray();
        Tensor tensor = Tensor.of(values, MASK.batch(), MASK.time(), StockLayers.FEATURES);
        return Activation.masked(Activation.masked(tensor, MASK).clearedValues(), MASK);
    }

    private Activation ids(int bound) {
        double[] ids = new Random(seed)
                .ints((long) MASK.batch() * MASK.time(), 0, bound)
                .asDoubleStream()
                .toArray();
        return Activation.masked(Tensor.of(ids, MASK.batch(), MASK.time()), MASK);
    }

    private void measureStock(String name, StockLayer layer) {
        Activation input = name.startsWith("Embedding") ? ids(StockLayers.VOCABULARY) : sequence();
        measure(new Measured("stock " + name, layer, layer.parameters(), List.of(input), 0), Random::new);
    }

    private void measureStockTagger() {
        StockLoss loss = StockLayers.tagger(seed);
        List<Activation> inputs = List.of(sequence(), ids(StockLayers.CLASSES));
        String name = "stock LSTM + RnnOutputLayer";
        measure(new Measured(name, loss, loss.parameters(), inputs, 0), EqualGradients::new);
    }

    /** Gives the same back to every row of a loss. */
    private static final class EqualGradients extends Random {
        private static final long serialVersionUID = 1L;

        EqualGradients(long seed) {
            super(seed);
        }

        @Override
        public DoubleStream doubles(long count, double from, double to) {
            return DoubleStream.generate(() -> 1).limit(count);
        }
    }

    private void measureOurs() {
        ours("Lstm", Lstm.of(StockLayers.UNITS, RecurrentOutput.SEQUENCE));
        ours("Bidirectional", Bidirectional.of(Lstm.of(StockLayers.UNITS, RecurrentOutput.SEQUENCE)));
        ours("Lstm, last step", Lstm.of(StockLayers.UNITS, RecurrentOutput.LAST));
        ours("Dense", new Dense(StockLayers.UNITS));
        BuiltLayer embedding =
                BuiltLayer.build(new Embedding(StockLayers.VOCABULARY, StockLayers.UNITS), seed, Shape.tokens());
        measure(
                new Measured(
                        "our Embedding",
                        embedding.layer(),
                        embedding.parameters(),
                        List.of(ids(StockLayers.VOCABULARY)),
                        0),
                Random::new);
        ourTagger();
    }

    private void ours(String name, Layer layer) {
        BuiltLayer built = BuiltLayer.build(layer, seed, Shape.sequence(StockLayers.FEATURES));
        measure(new Measured("our " + name, layer, built.parameters(), List.of(sequence()), 0), Random::new);
    }

    private void ourTagger() {
        Lstm lstm = Lstm.of(StockLayers.UNITS, RecurrentOutput.SEQUENCE);
        ModelSpec spec = new ModelSpec(
                List.of(new ModelInput("sequence", Shape.sequence(StockLayers.FEATURES), true)),
                List.of(
                        new LayerNode("rnn", lstm, List.of("sequence")),
                        new LayerNode("logits", new Dense(StockLayers.CLASSES), List.of("rnn"))),
                List.of("logits"));
        Map<String, Map<String, Tensor>> parameters = Map.of(
                "rnn",
                        BuiltLayer.build(lstm, seed, Shape.sequence(StockLayers.FEATURES))
                                .parameters(),
                "logits",
                        BuiltLayer.build(new Dense(StockLayers.CLASSES), seed, Shape.sequence(StockLayers.UNITS))
                                .parameters());
        NetworkSample sample = new NetworkSample(Map.of("sequence", sequence()), Optional.of(ids(StockLayers.CLASSES)));
        Measured network = NetworkFunction.measured(spec, parameters, sample, seed);
        measure(
                new Measured(
                        "our Lstm + Dense, cross-entropy",
                        network.layer(),
                        network.parameters(),
                        network.inputs(),
                        network.observed()),
                Random::new);
    }

    private void measure(Measured measured, Function<Long, Random> random) {
        List<LawResult> measurements = new ArrayList<>();
        measurements.add(told(measured, Law.PADDING_INVARIANCE, () -> {
            LawResult zeros = new PaddingCheck(measured, random.apply(seed)).measure(List.of(Garbage.ZEROS));
            String remark = zeros.holds() ? "right, left, gaps, longer, with zeros under the mask" : zeros.remark();
            return new LawResult(zeros.subject(), zeros.law(), zeros.error(), remark);
        }));
        measurements.add(told(
                measured,
                Law.PADDING_INVARIANCE,
                () -> new PaddingCheck(measured, random.apply(seed)).measure(List.of(Garbage.values()))));
        measurements.add(told(
                measured, Law.TRUE_GRADIENTS, () -> new GradientCheck(measured, PROBES, random.apply(seed)).measure()));
        measurements.add(told(measured, Law.NOTHING_REAL, () -> new NothingRealCheck(measured).measure()));
        results.put(measured.name(), List.copyOf(measurements));
    }

    /** A layer that cannot even be run on the sample as it is has no number. */
    private static LawResult told(Measured measured, Law law, Supplier<LawResult> measurement) {
        try {
            return measurement.get();
        } catch (RuntimeException thrown) {
            return new LawResult(measured.name(), law, Double.NaN, "it throws " + thrown);
        }
    }
}
