package io.maskwise.testing;

import io.maskwise.sequence.PaddedSequence;
import io.maskwise.text.Labelling;
import io.maskwise.training.TrainingShard;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random rows of a few padded lengths with labels per token: padded on either side, with gaps, all masked. */
public final class RaggedRows {
    /** How many token ids there are. */
    public static final int VOCABULARY = 11;

    /** How many label ids there are. */
    public static final int CLASSES = 4;

    private final SplittableRandom random;

    public RaggedRows(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Rows whose padded lengths are among the given ones. */
    public List<PaddedSequence> rows(int count, int... paddedLengths) {
        List<PaddedSequence> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(row("row-" + i, paddedLengths[random.nextInt(paddedLengths.length)]));
        }
        return rows;
    }

    private PaddedSequence row(String id, int time) {
        int[] tokens = new int[time];
        int[] labels = new int[time];
        boolean[] mask = new boolean[time];
        double realShare = random.nextDouble();
        for (int step = 0; step < time; step++) {
            mask[step] = random.nextDouble() < realShare;
            tokens[step] = mask[step] ? random.nextInt(1, VOCABULARY) : 0;
            labels[step] = mask[step] ? (tokens[step] + random.nextInt(2)) % CLASSES : -1;
        }
        return new PaddedSequence(id, tokens, mask, labels);
    }

    /** Deals rows to workers at random; some may get none. */
    public List<TrainingShard> dealt(List<PaddedSequence> rows, int workers) {
        List<List<PaddedSequence>> dealt = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            dealt.add(new ArrayList<>());
        }
        rows.forEach(row -> dealt.get(random.nextInt(workers)).add(row));
        List<TrainingShard> shards = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            shards.add(new TrainingShard(worker, Labelling.PER_TOKEN, dealt.get(worker)));
        }
        return shards;
    }
}
