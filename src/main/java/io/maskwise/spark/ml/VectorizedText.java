package io.maskwise.spark.ml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.maskwise.MaskwiseException;
import io.maskwise.sequence.PaddingOptions;
import io.maskwise.sequence.Side;
import io.maskwise.text.TokenizerKind;
import io.maskwise.text.TokenizerOptions;
import io.maskwise.text.Vocabulary;
import io.maskwise.text.VocabularyOptions;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;

/**
 * How texts became token ids: what a vectorizer's model keeps, and what it says in the metadata of its column of tokens.
 *
 * @param tokenizer how texts are cut
 * @param padding where sequences are padded and truncated
 * @param bounds the padded lengths, ascending
 * @param vocabulary the ids
 */
record VectorizedText(TokenizerOptions tokenizer, PaddingOptions padding, List<Integer> bounds, Vocabulary vocabulary)
        implements Serializable {
    /** The version of what is saved, and of the metadata. */
    static final int FORMAT_VERSION = 1;

    private static final String KEY = "maskwise";
    private static final String DESCRIPTION = "description";
    private static final String VOCABULARY = "vocabulary";
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

    VectorizedText {
        bounds = List.copyOf(bounds);
    }

    private record Description(
            int formatVersion,
            TokenizerOptions tokenizer,
            PaddingOptions padding,
            List<Integer> bounds,
            String vocabularySha256) {}

    /** Token ids of which nobody says what they mean: each stands for itself. */
    static VectorizedText ofIds(int largest) {
        Map<String, Long> counts = new TreeMap<>();
        for (int id = Vocabulary.UNKNOWN_ID + 1; id <= largest; id++) {
            counts.put(Integer.toString(id), (long) largest - id + 1);
        }
        return new VectorizedText(
                new TokenizerOptions(TokenizerKind.PRETOKENIZED, false),
                new PaddingOptions(Side.POST, Side.POST, 0),
                List.of(),
                Vocabulary.ofCounts(counts, VocabularyOptions.DEFAULT));
    }

    /** All but the vocabulary, as JSON. */
    String description() {
        try {
            return JSON.writerWithDefaultPrettyPrinter()
                            .writeValueAsString(
                                    new Description(FORMAT_VERSION, tokenizer, padding, bounds, vocabulary.sha256()))
                    + "\n";
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("Cannot write JSON: " + bug.getMessage(), bug);
        }
    }

    /**
     * What {@link #description} and the vocabulary's file say.
     *
     * @param source what to call the two in errors
     * @throws MaskwiseException with exit 3 if they are of another version, damaged, or do not belong together
     */
    static VectorizedText of(String description, String vocabularyTsv, String source) {
        Description read = description(description, source);
        Vocabulary vocabulary = Vocabulary.fromTsv(vocabularyTsv, source);
        if (!vocabulary.sha256().equals(read.vocabularySha256())) {
            throw MaskwiseException.input(
                    "Cannot read %s: the SHA-256 of its vocabulary is %s (must be %s; fit the vectorizer again)",
                    source, vocabulary.sha256(), read.vocabularySha256());
        }
        return new VectorizedText(read.tokenizer(), read.padding(), read.bounds(), vocabulary);
    }

    private static Description description(String json, String source) {
        try {
            int version = JSON.readTree(json).path("formatVersion").asInt();
            if (version != FORMAT_VERSION) {
                throw MaskwiseException.input(
                        "Cannot read %s: its format version is %d (must be %d; fit the vectorizer again with this version"
                                + " of maskwise, or use the version that made it)",
                        source, version, FORMAT_VERSION);
            }
            return JSON.readValue(json, Description.class);
        } catch (JsonProcessingException damaged) {
            throw MaskwiseException.input(
                    damaged,
                    "Cannot read %s: it is not the description of a vectorizer: %s (fit the vectorizer again)",
                    source,
                    damaged.getOriginalMessage().lines().findFirst().orElse("it is damaged"));
        }
    }

    /** The metadata of the column of token ids. */
    Metadata metadata() {
        Metadata own = new MetadataBuilder()
                .putString(DESCRIPTION, description())
                .putString(VOCABULARY, vocabulary.toTsv())
                .build();
        return new MetadataBuilder().putMetadata(KEY, own).build();
    }

    /** Whether the metadata of a column say how its texts became ids. */
    static boolean isIn(Metadata metadata) {
        return metadata.contains(KEY);
    }

    /** The SHA-256 of the vocabulary that the metadata of a column hold, which is not read. */
    static String vocabularySha256(Metadata metadata, String column) {
        String description = metadata.getMetadata(KEY).getString(DESCRIPTION);
        return description(description, "the metadata of the column " + column).vocabularySha256();
    }

    /**
     * What {@link #metadata} says.
     *
     * @param column the column, for errors
     * @throws MaskwiseException with exit 3 as {@link #of} says
     */
    static VectorizedText of(Metadata metadata, String column) {
        Metadata own = metadata.getMetadata(KEY);
        return of(own.getString(DESCRIPTION), own.getString(VOCABULARY), "the metadata of the column " + column);
    }
}
