package io.maskwise.spark.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.maskwise.ExitCode;
import io.maskwise.InvalidOption;
import io.maskwise.MaskwiseException;
import io.maskwise.testing.SparkSessions;
import io.maskwise.training.Synchronisation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.TrainingMaster;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** Beside dl4j-spark's own master, on the same data and stock layers in double. */
class TestTokenWeightedTrainingMaster {
    private static final double EXACT = 1e-10;
    private static final JavaSparkContext CONTEXT =
            JavaSparkContext.fromSparkContext(SparkSessions.local().sparkContext());

    private static TokenWeightedTrainingMaster.Builder workers(int workers) {
        return TokenWeightedTrainingMaster.builder().workers(workers);
    }

    private static SparkComputationGraph on(ComputationGraph graph, TrainingMaster<?, ?> master) {
        return new SparkComputationGraph(CONTEXT, graph, master);
    }

    private static ComputationGraph fit(ComputationGraph graph, TrainingMaster<?, ?> master, List<DataSet> batches) {
        return on(graph, master).fit(CONTEXT.parallelize(batches, 2));
    }

    private static double distance(ComputationGraph one, ComputationGraph other) {
        return one.params().distance2(other.params());
    }

    private static void assertSame(ComputationGraph actual, ComputationGraph expected) {
        assertThat(actual.params().toDoubleVector())
                .usingComparatorWithPrecision(EXACT)
                .containsExactly(expected.params().toDoubleVector());
        INDArray state = expected.getUpdater().getStateViewArray();
        if (state != null) {
            assertThat(actual.getUpdater().getStateViewArray().distance2(state)).isLessThan(EXACT);
        }
        assertThat(actual.getIterationCount()).isEqualTo(expected.getIterationCount());
    }

    private static void assertIdentical(ComputationGraph actual, ComputationGraph expected) {
        assertThat(FlatArrays.vector(actual.params()).toDoubles())
                .containsExactly(FlatArrays.vector(expected.params()).toDoubles());
    }

    /** What one machine makes of the batches, a round at a time. */
    private static ComputationGraph oneMachine(
            ComputationGraph graph, IUpdater updater, List<DataSet> batches, int workers) {
        ComputationGraph machine = graph;
        for (int start = 0; start < batches.size(); start += workers) {
            machine = Graphs.oneMachine(
                    machine, updater, batches.subList(start, Math.min(start + workers, batches.size())));
        }
        return machine;
    }

    private static ParameterAveragingTrainingMaster stock(int workers, int examples) {
        return new ParameterAveragingTrainingMaster.Builder(workers, examples)
                .averagingFrequency(1)
                .batchSizePerWorker(examples)
                .rddTrainingApproach(RDDTrainingApproach.Direct)
                .build();
    }

    private static DataSet examples(Random random, int rows) {
        INDArray features = Nd4j.zeros(DataType.DOUBLE, rows, 4);
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, rows, 3);
        for (int row = 0; row < rows; row++) {
            for (int feature = 0; feature < 4; feature++) {
                features.putScalar(row, feature, random.nextGaussian());
            }
            labels.putScalar(row, random.nextInt(3), 1);
        }
        return new DataSet(features, labels);
    }

    @ParameterizedTest
    @EnumSource
    void equalBatchesOfExamplesGiveWhatStockGives(Normalisation normalisation) {
        Random random = new Random(1);
        List<DataSet> batches =
                Stream.generate(() -> examples(random, 6)).limit(4).toList();
        SparkComputationGraph ours = on(
                Graphs.classifier(Graphs.base(new Sgd(0.1)).l2(0.01)),
                workers(4).normalisation(normalisation).build());
        SparkComputationGraph theirs =
                on(Graphs.classifier(Graphs.base(new Sgd(0.1)).l2(0.01)), stock(4, 6));
        for (int epoch = 0; epoch < 3; epoch++) {
            ours.fit(CONTEXT.parallelize(batches, 2));
            theirs.fit(CONTEXT.parallelize(batches, 2));
        }
        assertSame(ours.getNetwork(), theirs.getNetwork());
        assertThat(ours.getScore()).isEqualTo(theirs.getScore(), within(EXACT));
        assertThat(ours.getNetwork().getEpochCount()).isEqualTo(3);
    }

    static Stream<Arguments> choices() {
        return Stream.of(Synchronisation.values())
                .flatMap(sync -> Stream.of(Normalisation.values()).map(by -> Arguments.of(sync, by)));
    }

    @ParameterizedTest(name = "{0}, by {1}")
    @MethodSource("choices")
    void oneWorkerIsOneMachineWithAllThatAStepDoes(Synchronisation sync, Normalisation normalisation) {
        Random random = new Random(18);
        List<DataSet> batches =
                IntStream.of(6, 3, 9).mapToObj(rows -> examples(random, rows)).toList();
        ComputationGraph before = normalising();
        ComputationGraph machine = before.clone();
        batches.forEach(machine::fit);
        ComputationGraph ours = fit(
                before.clone(),
                workers(1).sync(sync).normalisation(normalisation).build(),
                batches);
        assertSame(ours, machine);
        assertThat(ours.getParam("norm_mean").distance2(before.getParam("norm_mean")))
                .as("a running mean, which no division by labels may touch")
                .isGreaterThan(0.01);
    }

    /** With running means, weight decay, a schedule, clipping and a constraint. */
    private static ComputationGraph normalising() {
        ComputationGraph graph = new ComputationGraph(Graphs.base(
                        new Adam(new ExponentialSchedule(ScheduleType.ITERATION, 0.1, 0.5)))
                .weightDecay(0.01)
                .gradientNormalization(GradientNormalization.ClipElementWiseAbsoluteValue)
                .gradientNormalizationThreshold(0.2)
                .constrainWeights(new MaxNormConstraint(0.9, 1))
                .graphBuilder()
                .addInputs("example")
                .addLayer("dense", new DenseLayer.Builder().nOut(5).build(), "example")
                .addLayer("norm", new BatchNormalization.Builder().decay(0.5).build(), "dense")
                .addLayer("class", Graphs.classes(), "norm")
                .setOutputs("class")
                .setInputTypes(InputType.feedForward(4))
                .build());
        graph.init();
        return graph;
    }

    @Test
    void theNetworksOwnNormalisationOfEqualTokensIsStocks() {
        RaggedTokens tokens = new RaggedTokens(2);
        List<DataSet> batches = List.of(tokens.batch(1, 6), tokens.batch(1, 6), tokens.batch(1, 6));
        ComputationGraph before = Graphs.tagger(Graphs.base(new Sgd(0.1)));
        ComputationGraph ours = fit(
                before.clone(), workers(3).normalisation(Normalisation.NETWORK).build(), batches);
        assertSame(ours, fit(before.clone(), stock(3, 1), batches));
    }

    static Stream<Arguments> exactUpdaters() {
        List<Arguments> cases = new ArrayList<>();
        for (int workers = 2; workers <= 5; workers++) {
            cases.add(Arguments.of(workers, Synchronisation.PARAMETERS, new Sgd(0.3)));
            cases.add(Arguments.of(workers, Synchronisation.PARAMETERS, new Nesterovs(0.2, 0.9)));
            cases.add(Arguments.of(workers, Synchronisation.GRADIENTS, new Sgd(0.3)));
            cases.add(Arguments.of(workers, Synchronisation.GRADIENTS, new Nesterovs(0.2, 0.9)));
            cases.add(Arguments.of(workers, Synchronisation.GRADIENTS, new Adam(0.05)));
        }
        return cases.stream();
    }

    @ParameterizedTest(name = "{0} workers, {1}, {2}")
    @MethodSource("exactUpdaters")
    void anyWorkersAreOneMachineOnTheJointBatch(int workers, Synchronisation sync, IUpdater updater) {
        List<DataSet> batches = new RaggedTokens(3).batches(11);
        ComputationGraph before = Graphs.tagger(Graphs.base(updater));
        ComputationGraph ours = fit(before.clone(), workers(workers).sync(sync).build(), batches);
        ComputationGraph machine = oneMachine(before, updater, batches, workers);
        assertThat(distance(machine, before)).isGreaterThan(0.05);
        assertSame(ours, machine);
    }

    @Test
    void stockGivesSomethingElseWhereSequencesAreRagged() {
        RaggedTokens tokens = new RaggedTokens(4);
        List<DataSet> batches = List.of(tokens.batch(1, 2), tokens.batch(1, 40));
        ComputationGraph before = Graphs.tagger(Graphs.base(new Sgd(0.05)));
        ComputationGraph machine = oneMachine(before, new Sgd(0.05), batches, 2);
        assertSame(fit(before.clone(), workers(2).build(), batches), machine);
        double step = distance(machine, before);
        assertThat(distance(fit(before.clone(), stock(2, 1), batches), machine))
                .as("stock's error, beside a step of %s", step)
                .isGreaterThan(step / 2);
    }

    @Test
    void everyExampleOfUnevenDataSetsIsUsedOnce() {
        Random random = new Random(5);
        List<DataSet> batches = IntStream.of(1, 7, 30, 2, 60)
                .mapToObj(rows -> examples(random, rows))
                .toList();
        ComputationGraph before = Graphs.classifier(Graphs.base(new Sgd(0.5)));
        ComputationGraph machine = before.clone();
        machine.fit(DataSet.merge(batches));
        assertThat(DataSet.merge(batches).numExamples()).isEqualTo(100);
        assertSame(fit(before.clone(), workers(5).build(), batches), machine);
    }

    @ParameterizedTest(name = "{0} workers")
    @ValueSource(ints = {3, 8})
    void emptyPartitionsAndIdleWorkersChangeNothing(int workers) {
        List<DataSet> batches = new RaggedTokens(6).batches(4);
        ComputationGraph before = Graphs.tagger(Graphs.base(new Sgd(0.3)));
        JavaRDD<DataSet> sparse = CONTEXT.parallelize(batches, 9);
        assertThat(sparse.glom().filter(List::isEmpty).count()).isPositive();
        ComputationGraph ours = on(before.clone(), workers(workers).build()).fit(sparse);
        assertSame(ours, oneMachine(before, new Sgd(0.3), batches, workers));
    }

    @ParameterizedTest
    @EnumSource
    void nothingAtAllChangesNothing(Synchronisation sync) {
        ComputationGraph before = Graphs.tagger(Graphs.base(new Adam(0.1)));
        SparkComputationGraph ours = on(before.clone(), workers(2).sync(sync).build());
        ours.fit(CONTEXT.<DataSet>emptyRDD());
        ours.fit(CONTEXT.parallelize(
                List.of(RaggedTokens.zeros(2, 3), RaggedTokens.zeros(1, 5), RaggedTokens.zeros(3, 2))));
        assertIdentical(ours.getNetwork(), before);
        assertThat(ours.getNetwork().getIterationCount()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aBatchOfPaddingAloneHasNoVote(Synchronisation sync) {
        List<DataSet> batches = new ArrayList<>(new RaggedTokens(7).batches(5));
        ComputationGraph before = Graphs.tagger(Graphs.base(new Nesterovs(0.2, 0.9)));
        DataSet padding = RaggedTokens.zeros(2, 4);
        padding.getFeatures().assign(Double.NaN);
        batches.add(1, padding);
        ComputationGraph ours = fit(before.clone(), workers(3).sync(sync).build(), batches);
        batches.set(1, RaggedTokens.zeros(2, 4));
        assertSame(ours, oneMachine(before, new Nesterovs(0.2, 0.9), batches, 3));
    }

    @Test
    void severalBatchesOfARoundAreStepsOfOneWorker() {
        List<DataSet> batches = new RaggedTokens(8).batches(7);
        ComputationGraph before = Graphs.tagger(Graphs.base(new Adam(0.05)));
        ComputationGraph one =
                fit(before.clone(), workers(1).averagingFrequency(3).build(), batches);
        assertSame(one, oneMachine(before, new Adam(0.05), batches, 1));
        SparkComputationGraph two =
                on(before.clone(), workers(2).averagingFrequency(3).build());
        List<Double> scores = new ArrayList<>();
        two.setListeners(new BaseTrainingListener() {
            @Override
            public void iterationDone(Model model, int iteration, int epoch) {
                scores.add(model.score());
            }
        });
        two.fit(CONTEXT.parallelize(batches, 3));
        assertThat(two.getNetwork().getIterationCount())
                .as("4 batches of the worker that has more")
                .isEqualTo(4);
        assertThat(scores).as("a score after each round").hasSize(2).endsWith(two.getScore());
    }

    @Test
    void theScoreIsTheMeanLossOfALabel() {
        List<DataSet> batches = new RaggedTokens(9).batches(4);
        ComputationGraph before = Graphs.tagger(Graphs.base(new Sgd(0.1)));
        SparkComputationGraph ours = on(before.clone(), workers(4).build());
        ours.fit(CONTEXT.parallelize(batches, 2));
        DataSet joint = RaggedTokens.join(batches);
        double expected = before.score(joint) * joint.numExamples() / RaggedTokens.labels(joint);
        assertThat(ours.getScore()).isEqualTo(expected, within(EXACT));
        assertThat(ours.getNetwork().score()).isEqualTo(ours.getScore());
    }

    @Test
    void clippingSeesTheGradientOfTheWholeRoundWhereGradientsAreCombined() {
        List<DataSet> batches = new RaggedTokens(10).batches(3);
        NeuralNetConfiguration.Builder base = Graphs.base(new Sgd(1))
                .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                .gradientNormalizationThreshold(0.01);
        ComputationGraph before = Graphs.tagger(base);
        ComputationGraph ours =
                fit(before.clone(), workers(3).sync(Synchronisation.GRADIENTS).build(), batches);
        double length =
                ours.getLayer("lstm").params().distance2(before.getLayer("lstm").params());
        assertThat(length).isEqualTo(0.01, within(EXACT));
    }

    @Test
    void twoOutputsOfMultiDataSetsCountTogether() {
        ComputationGraph before = twoOutputs();
        List<MultiDataSet> batches = new RaggedTokens(11)
                .batches(6).stream().map(TestTokenWeightedTrainingMaster::twice).toList();
        for (Synchronisation sync : Synchronisation.values()) {
            ComputationGraph parts =
                    on(before.clone(), workers(3).sync(sync).build()).fitMultiDataSet(CONTEXT.parallelize(batches, 2));
            ComputationGraph machine = before.clone();
            for (int round = 0; round < 2; round++) {
                List<DataSet> ofRound = new RaggedTokens(11).batches(6).subList(3 * round, 3 * round + 3);
                machine = on(machine, workers(1).build())
                        .fitMultiDataSet(CONTEXT.parallelize(List.of(twice(RaggedTokens.join(ofRound))), 1));
            }
            assertSame(parts, machine);
            assertThat(distance(parts, before)).isGreaterThan(0.01);
        }
    }

    private static ComputationGraph twoOutputs() {
        ComputationGraph graph = new ComputationGraph(Graphs.base(new Sgd(0.3))
                .graphBuilder()
                .addInputs("tokens")
                .addLayer("lstm", new LSTM.Builder().nOut(4).build(), "tokens")
                .addLayer("left", Graphs.tags(new LossMCXENT()), "lstm")
                .addLayer("right", Graphs.tags(new LossMCXENT()), "lstm")
                .setOutputs("left", "right")
                .setInputTypes(InputType.recurrent(RaggedTokens.FEATURES))
                .build());
        graph.init();
        return graph;
    }

    /** The second output has the first step of each row masked too. */
    private static MultiDataSet twice(DataSet batch) {
        INDArray fewer = batch.getLabelsMaskArray().dup();
        fewer.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 1)).assign(0);
        return new org.nd4j.linalg.dataset.MultiDataSet(
                new INDArray[] {batch.getFeatures()},
                new INDArray[] {batch.getLabels(), batch.getLabels()},
                null,
                new INDArray[] {batch.getLabelsMaskArray(), fewer});
    }

    @Test
    void labelsWithoutAMaskCountEveryStep() {
        ComputationGraph graph = Graphs.tagger(Graphs.base(new Sgd(1)));
        DataSet batch = new RaggedTokens(12).batch(3, 5);
        batch.setLabelsMaskArray(null);
        assertThat(LabelCount.of(batch.toMultiDataSet(), graph)).isEqualTo(15);
        batch.setLabelsMaskArray(Nd4j.createFromArray(new double[][] {{1, 0.5, 0}, {0, 0, 0}, {2, 1, 1}}));
        assertThat(LabelCount.of(batch.toMultiDataSet(), graph))
                .as("entries above 0")
                .isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource
    void aLossThatIsNotFiniteEndsTheFitAndLeavesTheNetwork(Synchronisation sync) {
        List<DataSet> batches = new ArrayList<>(new RaggedTokens(13).batches(6));
        batches.get(4).getFeatures().putScalar(0, 0, 0, Double.NaN);
        ComputationGraph before = Graphs.tagger(Graphs.base(new Adam(0.1)));
        ComputationGraph afterOne = fit(before.clone(), workers(3).sync(sync).build(), batches.subList(0, 3));
        SparkComputationGraph ours = on(before.clone(), workers(3).sync(sync).build());
        Set<Integer> cached = Set.copyOf(CONTEXT.getPersistentRDDs().keySet());
        assertThatThrownBy(() -> ours.fit(CONTEXT.parallelize(batches, 2)))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DIVERGED))
                .hasMessage("Training diverged: the loss of worker 1 is NaN at batch 4 in epoch 1, round 2 (lower the"
                        + " learning rate, or look at the data; batches are counted from 0, as the RDD has them)");
        assertIdentical(ours.getNetwork(), afterOne);
        assertThat(CONTEXT.getPersistentRDDs().keySet())
                .as("what was cached is released")
                .isEqualTo(cached);
    }

    @Test
    void aStepToInfinityIsTakenBack() {
        Map<Synchronisation, String> complaints = Map.of(
                Synchronisation.PARAMETERS,
                        "the update of worker 0 is not finite, the update of worker 1 is not finite",
                Synchronisation.GRADIENTS, "the combined parameters are not finite");
        ComputationGraph before = Graphs.tagger(Graphs.base(new Sgd(Double.POSITIVE_INFINITY)));
        complaints.forEach((sync, complaint) -> {
            SparkComputationGraph ours =
                    on(before.clone(), workers(2).sync(sync).build());
            assertThatThrownBy(() -> ours.fit(CONTEXT.parallelize(new RaggedTokens(14).batches(4), 2)))
                    .isInstanceOf(MaskwiseException.class)
                    .hasMessageStartingWith("Training diverged: " + complaint + " in epoch 1, round 1 (");
            assertIdentical(ours.getNetwork(), before);
            assertThat(ours.getNetwork().getIterationCount()).isZero();
        });
    }

    @Test
    void parametersDoNotDependOnPartitions() {
        String digest = StockGraph.digest(CONTEXT, 2);
        assertThat(StockGraph.digest(CONTEXT, 1)).isEqualTo(digest);
        assertThat(StockGraph.digest(CONTEXT, 7)).isEqualTo(digest);
    }

    @Test
    void dropoutFollowsTheSeedAndTheEpoch() {
        List<DataSet> batches = new RaggedTokens(15).batches(3);
        ComputationGraph before = Graphs.tagger(Graphs.base(new Sgd(0.1)).dropOut(0.5));
        ComputationGraph once = fit(before.clone(), workers(3).seed(1).build(), batches);
        assertIdentical(fit(before.clone(), workers(3).seed(1).build(), batches), once);
        assertThat(distance(fit(before.clone(), workers(3).seed(2).build(), batches), once))
                .isGreaterThan(1e-6);
        ComputationGraph later = before.clone();
        later.getConfiguration().setEpochCount(1);
        assertThat(distance(fit(later, workers(3).seed(1).build(), batches), once))
                .isGreaterThan(1e-6);
    }

    @Test
    void graphsInSinglePrecisionStaySo() {
        NeuralNetConfiguration.Builder base = Graphs.base(new Adam(0.05)).dataType(DataType.FLOAT);
        ComputationGraph before = Graphs.tagger(base);
        ComputationGraph trained = fit(before.clone(), workers(2).build(), new RaggedTokens(16).batches(5));
        assertThat(trained.params().dataType()).isEqualTo(DataType.FLOAT);
        assertThat(distance(trained, before)).isGreaterThan(0.01);
    }

    @Test
    void whatItCannotDoIsRefusedWithTheRemedy() {
        TokenWeightedTrainingMaster master = workers(2).build();
        assertThatThrownBy(() -> multiLayer(master).fit(CONTEXT.<DataSet>emptyRDD()))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("Cannot train a SparkDl4jMultiLayer with TokenWeightedTrainingMaster (must be a"
                        + " SparkComputationGraph; MultiLayerNetwork.toComputationGraph() makes the graph)");
        SparkComputationGraph graph = on(Graphs.tagger(Graphs.base(new Sgd(1))), master);
        assertThatThrownBy(() -> graph.fitPaths(CONTEXT.<String>emptyRDD()))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("Cannot train from paths with TokenWeightedTrainingMaster (must be a JavaRDD<DataSet> or"
                        + " JavaRDD<MultiDataSet>: load each path in a map first)");
        assertThatThrownBy(() -> graph.setCollectTrainingStats(true))
                .hasMessageContaining("(must be without; Spark's web page shows jobs and tasks)");
        assertThatThrownBy(() -> workers(0).build())
                .isInstanceOf(InvalidOption.class)
                .hasMessage("Invalid number of workers: 0 (must be >= 1)");
        assertThat(master.toJson())
                .isEqualTo("{\"workers\":2,\"averagingFrequency\":1,\"sync\":\"PARAMETERS\","
                        + "\"normalisation\":\"LABELS\",\"seed\":0}");
    }

    private static SparkDl4jMultiLayer multiLayer(TokenWeightedTrainingMaster master) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list(new OutputLayer.Builder(LossFunction.MSE)
                        .nIn(2)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build())
                .build());
        network.init();
        return new SparkDl4jMultiLayer(CONTEXT, network, master);
    }

    @Test
    void truncatedBackpropagationIsRefused() {
        ComputationGraph graph = Graphs.tagger(Graphs.base(new Sgd(1)));
        graph.getConfiguration().setBackpropType(BackpropType.TruncatedBPTT);
        assertThatThrownBy(() -> fit(graph, workers(2).build(), new RaggedTokens(17).batches(2)))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessage("Cannot train this graph: its backpropagation is TruncatedBPTT (must be Standard: a"
                        + " sequence is one step)");
    }
}
