package io.maskwise.training;

import io.maskwise.model.SequenceNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;

/** Reads the model files that {@link SequenceNetwork#write} makes, such as {@code Dl4jNetwork::read}. */
@FunctionalInterface
public interface NetworkReader extends Serializable {
    /**
     * The network of a model file, which the caller closes.
     *
     * @param in the file's bytes
     * @param source its name, for errors
     * @throws IOException if the stream fails
     * @throws io.maskwise.MaskwiseException if it is not a model file, or is damaged
     */
    SequenceNetwork read(InputStream in, String source) throws IOException;
}
