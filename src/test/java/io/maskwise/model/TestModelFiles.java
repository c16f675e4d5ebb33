package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are no model of this project: each is refused in one line that says what is wrong. */
final class TestModelFiles {
    private static byte[] model() throws IOException {
        ModelSpec spec = new ModelSpec(List.of(
                new LayerNode("embedding", new Embedding(5, 3), List.of(ModelSpec.INPUT)),
                new LayerNode("sum", new SumOfSteps(SumOfSteps.Mistake.NONE), List.of("embedding")),
                new LayerNode("logits", new Dense(2), List.of("sum"))));
        try (SequenceNetwork network =
                new NetworkDescription(spec, UpdaterOptions.sgd(1), Precision.FLOAT, 1).create()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            network.write(out);
            return out.toByteArray();
        }
    }

    /** The model with its configuration changed, as somebody with an editor may do. */
    private static byte[] edited(UnaryOperator<String> edit) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(model()));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                out.putNextEntry(new ZipEntry(entry.getName()));
                if (entry.getName().equals("configuration.json")) {
                    String before = new String(content, StandardCharsets.UTF_8);
                    String after = edit.apply(before);
                    assertThat(after).isNotEqualTo(before);
                    content = after.getBytes(StandardCharsets.UTF_8);
                }
                out.write(content);
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static void refuses(byte[] file, String message) {
        assertThatThrownBy(() -> Dl4jNetwork.read(new ByteArrayInputStream(file), "m.zip"))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INPUT))
                .hasMessageStartingWith("Cannot read model m.zip: ")
                .hasMessageContaining(message)
                .extracting(
                        failure -> String.valueOf(failure.getMessage()).lines().count())
                .isEqualTo(1L);
    }

    @Test
    void readsAModelWithALayerOfSomebodyElse() throws IOException {
        try (SequenceNetwork network = Dl4jNetwork.read(new ByteArrayInputStream(model()), "m.zip")) {
            assertThat(network.spec().nodes().get(1).layer()).isEqualTo(new SumOfSteps(SumOfSteps.Mistake.NONE));
        }
    }

    @Test
    void refusesWhatIsCutOff() throws IOException {
        byte[] whole = model();
        for (int length : new int[] {0, 10, whole.length / 4, whole.length / 2}) {
            refuses(Arrays.copyOf(whole, length), "it is not a model file, or it is damaged");
        }
    }

    @Test
    void refusesAFileFromElsewhere() throws IOException {
        refuses("hello".getBytes(StandardCharsets.UTF_8), "it is not a model file, or it is damaged");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("holiday.jpg"));
            zip.write(1);
        }
        refuses(bytes.toByteArray(), "it is not a model file, or it is damaged");
    }

    @Test
    void refusesModelsOfAnotherProgram() throws IOException {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer("dense", new DenseLayer.Builder().nIn(2).nOut(2).build(), "in")
                .addLayer("out", new OutputLayer.Builder().nIn(2).nOut(2).build(), "dense")
                .setOutputs("out")
                .build());
        graph.init();
        refuses(written(graph), "layer dense is not one of Maskwise's (it was made by another program)");
        MultiLayerNetwork layers = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list(new OutputLayer.Builder().nIn(2).nOut(2).build())
                .build());
        layers.init();
        refuses(written(layers), "appears to be a MultiLayerNetwork");
    }

    private static byte[] written(org.deeplearning4j.nn.api.Model model) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ModelSerializer.writeModel(model, bytes, true);
        return bytes.toByteArray();
    }

    /** What stands in the configuration, what is written over it, and what is said of that. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"Dense\" | \"java.lang.String\" | layer logits: Invalid layer: java.lang.String (must be a record",
                "\"Dense\" | \"org.example.Gone\" | layer logits: Unknown layer: org.example.Gone (its class is not on",
                "\"Dense\" | \"Gone\" | layer logits: Unknown layer: Gone (its class is not on the class path)",
                "\"units\" : 2 | \"units\" : -2 | layer logits: Invalid number of units: -2 (must be >= 1)",
                "\"units\" : 2 | \"units\" : \"two\" | layer logits: Invalid units of layer Dense: two (must be a value",
                "\"units\" : 2 | \"units\" : 7 | Invalid parameters: expected length",
                "\"logits\" : [ \"sum\" ] | \"logits\" : [ \"tokens\" ] | in layer logits",
                "io.maskwise.model.MaskwiseVertex | java.lang.String | java.lang.String",
                "vertices | corners | ",
            })
    void refusesAConfigurationThatWasEdited(String before, String after, @Nullable String message) throws IOException {
        refuses(edited(text -> text.replace(before, after)), message == null ? "damaged" : message);
    }
}
