package io.maskwise.training;

import io.maskwise.model.ParameterVector;
import java.util.Arrays;
import java.util.List;

/**
 * What {@link WeightedAverage} gives, bit for bit, of vectors that are all at hand.
 *
 * <p>It goes through all of them piece by piece, so that sums never leave a processor's first cache: the memory moves a
 * third of what it does for one vector after the other.
 */
public final class PiecewiseAverage {
    private final List<ParameterVector> vectors;
    private final long[] weights;
    private final long total;

    /**
     * The average of two vectors or more.
     *
     * @param vectors of one length and precision, in the order in which they are added
     * @param weights how many unmasked labels each stands for, > 0
     */
    public PiecewiseAverage(List<ParameterVector> vectors, long... weights) {
        if (vectors.size() < 2
                || weights.length != vectors.size()
                || !Arrays.stream(weights).allMatch(w -> w > 0)) {
            throw new IllegalArgumentException("Invalid votes: " + vectors.size() + " vectors of weights "
                    + Arrays.toString(weights) + " (must be two or more, each with a weight > 0)");
        }
        for (ParameterVector vector : vectors) {
            WeightedAverage.checkLike(vectors.get(0), vector);
        }
        this.vectors = List.copyOf(vectors);
        this.weights = weights.clone();
        this.total = Arrays.stream(weights).reduce(0, Math::addExact);
    }

    /**
     * Computes it.
     *
     * @param crew who works on it, each on parts of its own
     */
    public ParameterVector value(Crew crew) {
        ParameterVector.Builder average = room();
        Pieces all = all();
        int parts = crew.parts();
        crew.share(part -> average(average, all.part(part, parts)));
        return average.build();
    }

    /**
     * Computes it in the place of the first vector, which must be nobody else's: a new one of millions of values takes
     * as long as their average.
     */
    public ParameterVector replacingFirst(Crew crew) {
        return replacingFirst(crew, all());
    }

    /**
     * The same where the vectors are known to agree outside of some places, in single precision: there the average is
     * what they agree on, as in double nothing of it is lost.
     */
    ParameterVector replacingFirst(Crew crew, Pieces places) {
        return replacingFirst(crew, List.of(this), List.of(places)).get(0);
    }

    /**
     * Computes several averages at once, each in the place of its first vector: a crew is called, and waited for, once.
     *
     * @param places where the vectors of each average may differ; as many as averages
     */
    static List<ParameterVector> replacingFirst(Crew crew, List<PiecewiseAverage> averages, List<Pieces> places) {
        List<ParameterVector.Builder> rooms =
                averages.stream().map(PiecewiseAverage::roomOfFirst).toList();
        int parts = crew.parts();
        crew.share(part -> {
            for (int i = 0; i < averages.size(); i++) {
                averages.get(i).average(rooms.get(i), places.get(i).part(part, parts));
            }
        });
        return rooms.stream().map(ParameterVector.Builder::build).toList();
    }

    private ParameterVector.Builder roomOfFirst() {
        ParameterVector.Builder room = room();
        room.put(0, vectors.get(0));
        return room;
    }

    private Pieces all() {
        return Pieces.of(vectors.get(0).length());
    }

    private ParameterVector.Builder room() {
        ParameterVector first = vectors.get(0);
        return new ParameterVector.Builder(first.precision(), first.length());
    }

    private void average(ParameterVector.Builder average, List<Pieces.Piece> pieces) {
        if (weights.length == 2) {
            pieces.forEach(piece -> average.putMeans(
                    piece.start(), piece.count(), vectors.get(0), weights[0], vectors.get(1), weights[1]));
            return;
        }
        double[] sums = new double[Pieces.LONGEST];
        for (Pieces.Piece piece : pieces) {
            vectors.get(0).putTo(sums, piece.start(), piece.count(), weights[0]);
            for (int vote = 1; vote < weights.length; vote++) {
                vectors.get(vote).addTo(sums, piece.start(), piece.count(), weights[vote]);
            }
            average.putQuotients(piece.start(), sums, piece.count(), total);
        }
    }
}
