package io.maskwise.report.tensorboard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * A record as TensorFlow frames it in a file: its length, 8 bytes; the length's checksum, 4 bytes; the record; its
 * checksum, 4 bytes; all little-endian.
 */
final class TensorRecord {
    private static final int MASK_DELTA = 0xa282ead8;

    private TensorRecord() {}

    static byte[] framed(byte[] record) {
        byte[] length = littleEndian(Long.BYTES).putLong(record.length).array();
        return littleEndian(length.length + record.length + 2 * Integer.BYTES)
                .put(length)
                .putInt(maskedChecksum(length))
                .put(record)
                .putInt(maskedChecksum(record))
                .array();
    }

    /** A checksum that is rotated and shifted, so that one of data that hold checksums is no weaker. */
    private static int maskedChecksum(byte[] data) {
        CRC32C checksum = new CRC32C();
        checksum.update(data);
        return Integer.rotateRight((int) checksum.getValue(), 15) + MASK_DELTA;
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
