package io.maskwise.spark;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.maskwise.MaskwiseException;
import io.maskwise.sequence.PaddingOptions;
import io.maskwise.text.Labelling;
import io.maskwise.text.TokenizerOptions;
import io.maskwise.text.Vocabulary;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * What a prepared dataset says of itself: {@code _maskwise/dataset.json}.
 *
 * <p>It holds no time, host or path, so that the same inputs and configuration give the same bytes.
 *
 * @param formatVersion the version of the layout on disk, {@link #FORMAT_VERSION}
 * @param createdBy the program; without its version, as the bytes must not depend on it
 * @param configuration every option that shapes the dataset, by its configuration key
 * @param labelling what the labels belong to
 * @param tokenizer how text became tokens
 * @param padding where padding and truncation happened
 * @param bounds the padded lengths, ascending
 * @param vocabulary the identity of {@code vocabulary.tsv}
 * @param labels the identity of {@code labels.tsv}, or of {@code target-vocabulary.tsv} for target sequences
 * @param inputs the files read, split by split
 * @param splits the account of each split, by its name
 */
@JsonIgnoreProperties(
        value = {"paddingId", "unknownId", "startId", "endId", "realTokens", "cells", "paddingEfficiency", "unknownRate"
        },
        allowGetters = true)
@JsonPropertyOrder({
    "formatVersion",
    "createdBy",
    "paddingId",
    "unknownId",
    "startId",
    "endId",
    "realTokens",
    "cells",
    "paddingEfficiency",
    "unknownRate"
})
public record DatasetMetadata(
        int formatVersion,
        String createdBy,
        SortedMap<String, String> configuration,
        Labelling labelling,
        TokenizerOptions tokenizer,
        PaddingOptions padding,
        List<Integer> bounds,
        TableIdentity vocabulary,
        TableIdentity labels,
        List<InputFile> inputs,
        SortedMap<String, SplitCounts> splits) {
    /** The layout that this program writes and reads. */
    public static final int FORMAT_VERSION = 2;

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);
    private static final ObjectWriter PRETTY = JSON.writer(new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    /**
     * A table of ids beside the data.
     *
     * @param size its number of ids
     * @param sha256 the SHA-256 of its file, in lower-case hexadecimal
     */
    public record TableIdentity(int size, String sha256) {}

    public DatasetMetadata {
        configuration = Collections.unmodifiableSortedMap(new TreeMap<>(configuration));
        bounds = List.copyOf(bounds);
        inputs = List.copyOf(inputs);
        splits = Collections.unmodifiableSortedMap(new TreeMap<>(splits));
    }

    /** The id under the mask. */
    @JsonProperty
    public int paddingId() {
        return Vocabulary.PADDING_ID;
    }

    /** The id of tokens that the vocabulary does not hold. */
    @JsonProperty
    public int unknownId() {
        return Vocabulary.UNKNOWN_ID;
    }

    /** The id with which a decoder begins to read a target, never a label; 0 in a dataset without targets. */
    @JsonProperty
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    public int startId() {
        return hasTargets() ? Vocabulary.START_ID : 0;
    }

    /** The last label of every target; 0 in a dataset without targets. */
    @JsonProperty
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    public int endId() {
        return hasTargets() ? Vocabulary.END_ID : 0;
    }

    private boolean hasTargets() {
        return labelling == Labelling.TARGET_SEQUENCE;
    }

    /** Tokens of all splits, padding not counted; labels of target sequences are tokens too. */
    @JsonProperty
    public long realTokens() {
        return total(SplitCounts::realTokens);
    }

    /** Steps of all splits, padding counted. */
    @JsonProperty
    public long cells() {
        return total(SplitCounts::cells);
    }

    /** Real tokens divided by cells; 1 for a dataset without rows. */
    @JsonProperty
    public double paddingEfficiency() {
        return SplitCounts.ratio(realTokens(), cells(), 1);
    }

    /** The share of all tokens that the vocabulary does not hold; 0 for a dataset without rows. */
    @JsonProperty
    public double unknownRate() {
        return SplitCounts.ratio(total(SplitCounts::unknownTokens), realTokens(), 0);
    }

    /**
     * The account of a split.
     *
     * @throws MaskwiseException with exit 3 if there is no such split
     */
    public SplitCounts counts(String split) {
        SplitCounts counts = splits.get(split);
        if (counts == null) {
            throw MaskwiseException.input("Cannot read the split %s: the dataset has only %s", split, splits.keySet());
        }
        return counts;
    }

    /** The sum of a count over all splits. */
    public long total(ToLongFunction<SplitCounts> count) {
        return splits.values().stream().mapToLong(count).sum();
    }

    String toJson() {
        try {
            return PRETTY.writeValueAsString(this) + "\n";
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("Cannot write the dataset's description: " + bug.getMessage(), bug);
        }
    }

    /** @throws MaskwiseException if the text is not a description of this format version (exit 3) */
    static DatasetMetadata fromJson(String json, String source) {
        try {
            int version = JSON.readTree(json).path("formatVersion").asInt();
            if (version != FORMAT_VERSION) {
                throw MaskwiseException.input(
                        "Cannot read %s: its format version is %d (must be %d; prepare the dataset again with --overwrite)",
                        source, version, FORMAT_VERSION);
            }
            return JSON.readValue(json, DatasetMetadata.class);
        } catch (JsonProcessingException malformed) {
            throw MaskwiseException.input(
                    malformed,
                    "Cannot read %s: it is not the description of a dataset: %s (prepare the dataset again with"
                            + " --overwrite)",
                    source,
                    malformed.getOriginalMessage().lines().findFirst().orElse("it is damaged"));
        }
    }
}
