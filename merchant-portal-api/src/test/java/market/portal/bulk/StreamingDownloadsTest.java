package market.portal.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A download comes whole whoever reads it, and never looks whole when it is not. */
final class StreamingDownloadsTest {

    private static final int BYTES = 1_000_000;

    @Test
    void pieces_read_on_threads_that_end_at_once_make_the_whole() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var streamed = Streamed.of(
                        out -> {
                            for (var i = 0; i < BYTES; i++) {
                                out.write(i % 251);
                            }
                        },
                        threads)) {
            var read = new ArrayList<byte[]>();
            while (true) {
                var piece = threads.submit(() -> streamed.readNBytes(4_096)).get();
                if (piece.length == 0) {
                    break;
                }
                // Long enough for the thread that read to be gone while the writer waits.
                if (read.size() % 64 == 0) {
                    TimeUnit.MILLISECONDS.sleep(2);
                }
                read.add(piece);
            }
            assertThat(read.stream().mapToInt(piece -> piece.length).sum()).isEqualTo(BYTES);
            assertThat(read.getLast()[0]).isEqualTo((byte) ((read.size() - 1) * 4_096 % 251));
        }
    }

    @Test
    void an_accident_of_the_writer_breaks_the_reader_off() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var streamed = Streamed.of(
                        out -> {
                            out.write(new byte[100_000]);
                            throw new UncheckedIOException(new IOException("the disk is gone"));
                        },
                        threads)) {
            assertThatThrownBy(streamed::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("could not be written to its end");
        }
    }

    @Test
    void a_reader_who_goes_lets_the_writer_end() throws Exception {
        var ended = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var streamed = Streamed.of(
                    out -> {
                        try (out) {
                            while (true) {
                                out.write(new byte[10_000]);
                            }
                        } finally {
                            ended.countDown();
                        }
                    },
                    threads);
            assertThat(streamed.read()).isZero();
            streamed.close();

            assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
