package market.portal.bulk;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is written while it is read, with little of it in memory. An accident of the writer breaks the reader off. The server
 * reads each piece on whichever thread is free, which is why the JDK's pipes, whose ends must stay alive, will not do.
 */
final class Streamed extends InputStream {

    private static final Logger LOG = LoggerFactory.getLogger(Streamed.class);
    private static final int PIECE_BYTES = 1 << 15;
    private static final int PIECES = 4;
    // A client that takes nothing for so long has gone.
    private static final int PATIENCE_SECONDS = 60;
    private static final byte[] END = new byte[0];

    /** Writes the whole. */
    @FunctionalInterface
    interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private final BlockingQueue<byte[]> pieces = new ArrayBlockingQueue<>(PIECES);
    private volatile boolean isClosed;
    private volatile @Nullable Exception accident;
    private byte[] piece = END;
    private int at;
    private boolean isAtEnd;

    private Streamed() {}

    static Streamed of(Writing writing, ExecutorService threads) {
        var streamed = new Streamed();
        threads.execute(() -> streamed.write(writing));
        return streamed;
    }

    private void write(Writing writing) {
        try {
            try (var out = new BufferedOutputStream(new Pieces(), PIECE_BYTES)) {
                writing.to(out);
            } catch (IOException | RuntimeException e) {
                LOG.info("A download broke off: {}", e.toString());
                accident = e;
            }
            put(END);
        } catch (IOException e) {
            LOG.info("A download was not taken to its end: {}", e.getMessage());
        }
    }

    private void put(byte[] next) throws IOException {
        try {
            for (var waited = 0; !pieces.offer(next, 1, TimeUnit.SECONDS); waited++) {
                if (isClosed || waited == PATIENCE_SECONDS) {
                    throw new IOException("Nobody reads any more");
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted");
        }
    }

    @Override
    public int read() throws IOException {
        return isThere() ? piece[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!isThere()) {
            return -1;
        }
        var count = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, target, offset, count);
        at += count;
        return count;
    }

    /** Whether there is a byte to read; waits for it. */
    private boolean isThere() throws IOException {
        if (at == piece.length && !isAtEnd) {
            try {
                piece = pieces.take();
                at = 0;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("Interrupted");
            }
            isAtEnd = piece.length == 0;
        }
        var cause = accident;
        if (isAtEnd && cause != null) {
            throw new IOException("The file could not be written to its end", cause);
        }
        return !isAtEnd;
    }

    @Override
    public void close() {
        isClosed = true;
    }

    /** Hands on what is written, piece by piece. */
    private final class Pieces extends OutputStream {

        @Override
        public void write(int one) throws IOException {
            put(new byte[] {(byte) one});
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length > 0) {
                put(Arrays.copyOfRange(bytes, offset, offset + length));
            }
        }
    }
}
