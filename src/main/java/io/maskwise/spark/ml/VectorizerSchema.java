package io.maskwise.spark.ml;

import io.maskwise.KebabCase;
import io.maskwise.MaskwiseException;
import io.maskwise.spark.ml.Schemas.Wanted;
import io.maskwise.text.TokenizerKind;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Where a vectorizer reads and writes.
 *
 * @param input the column of texts
 * @param tokens the column of token ids
 * @param mask the column of masks
 * @param length the column of lengths
 * @param labels columns of labels that are cut as tokens are
 */
public record VectorizerSchema(
        String input, String tokens, String mask, String length, Optional<VectorizerColumns.CutLabels> labels) {
    static final ArrayType INTEGERS = DataTypes.createArrayType(DataTypes.IntegerType, false);
    static final ArrayType BOOLEANS = DataTypes.createArrayType(DataTypes.BooleanType, false);

    /** The type of the texts. */
    DataType texts(StructType table) {
        return Schemas.require(
                        table,
                        new Wanted(
                                input,
                                "inputCol",
                                "string, or array<string> of tokens",
                                type -> type instanceof StringType || Schemas.isStrings(type)))
                .dataType();
    }

    /**
     * Makes sure that texts which are tokens already are not cut further, as a label of one would then have no place.
     *
     * @throws MaskwiseException with exit 2 if they would be
     */
    void requireSuits(TokenizerKind kind, StructType table) {
        if (Schemas.isStrings(texts(table)) && kind != TokenizerKind.PRETOKENIZED) {
            throw MaskwiseException.usage(
                    "Invalid tokenizer: %s (must be pretokenized, as the column %s holds tokens)",
                    KebabCase.of(kind), input);
        }
    }

    /**
     * The table after vectorising.
     *
     * @param described what the column of token ids says of itself
     * @throws MaskwiseException with exit 3 if a column is missing, of the wrong type, or there already
     */
    StructType added(StructType table, Metadata described) {
        texts(table);
        StructType wider = Schemas.with(table, new StructField(tokens, INTEGERS, false, described), "tokensCol");
        wider = Schemas.with(wider, new StructField(mask, BOOLEANS, false, Metadata.empty()), "maskCol");
        wider = Schemas.with(
                wider, new StructField(length, DataTypes.IntegerType, false, Metadata.empty()), "lengthCol");
        if (labels.isPresent()) {
            StructField from = Schemas.require(table, Wanted.labels(labels.get().from(), "labelsCol"));
            wider = Schemas.with(
                    wider, new StructField(labels.get().to(), from.dataType(), true, Metadata.empty()), "cutLabelsCol");
        }
        return wider;
    }
}
