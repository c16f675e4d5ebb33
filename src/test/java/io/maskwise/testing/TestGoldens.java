package io.maskwise.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

final class TestGoldens {
    private static GoldenTensor tensor(String json) throws JsonProcessingException {
        return GoldenTensor.of(new ObjectMapper()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .readTree(json));
    }

    @Test
    void readsEveryCaseOfAFile() {
        assertThat(Goldens.cases("pad_sequences")).hasSizeGreaterThanOrEqualTo(352);
        assertThat(Goldens.meta("pad_sequences").path("keras").asText()).isEqualTo("3.15.1");
    }

    @Test
    void namesTheCasesOfKerasOwnTests() {
        assertThat(Goldens.kerasOwnTests("keras/src/layers/core/masking_test.py"))
                .extracting(Golden::name)
                .contains("test_masking_correctness 63: mask = any(x != mask_value, axis=-1)");
        assertThatThrownBy(() -> Goldens.kerasOwnTests("nothing_test.py"))
                .hasMessage("Cannot read Keras' own tests: none found of nothing_test.py");
    }

    @Test
    void roundsFloatsOnceAndReadsNonFiniteValues() throws JsonProcessingException {
        GoldenTensor tensor =
                tensor("{\"shape\":[2,2],\"dtype\":\"float32\",\"data\":[0.1,\"NaN\",\"-Infinity\",1e-45]}");
        assertThat(tensor.doubles()).containsExactly(0.1f, Double.NaN, Double.NEGATIVE_INFINITY, Float.MIN_VALUE);
        assertThat(tensor.floats()).containsExactly(0.1f, Float.NaN, Float.NEGATIVE_INFINITY, Float.MIN_VALUE);
    }

    @Test
    void readsMasksAsRows() throws JsonProcessingException {
        GoldenTensor tensor = tensor("{\"shape\":[2,2],\"dtype\":\"bool\",\"data\":[true,false,false,true]}");
        assertThat(tensor.booleanRows()).isDeepEqualTo(new boolean[][] {{true, false}, {false, true}});
        assertThat(tensor.integerRows()).isDeepEqualTo(new int[][] {{1, 0}, {0, 1}});
    }

    @Test
    void refusesDataThatDoesNotFillTheShape() {
        assertThatThrownBy(() -> tensor("{\"shape\":[2,2],\"dtype\":\"int32\",\"data\":[1]}"))
                .hasMessage("Invalid tensor: 1 values (must be 4 for the shape [2, 2])");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThatThrownBy(() -> Goldens.cases("nothing")).hasMessage("Cannot read goldens nothing: no cases found");
    }
}
