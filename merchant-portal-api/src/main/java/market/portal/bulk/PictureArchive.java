package market.portal.bulk;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import market.catalog.MediaLibrary;
import org.jspecify.annotations.Nullable;

/**
 * A ZIP archive of pictures. Entries are found by name and read into memory; nothing is ever unpacked to where a name says, and
 * no more of an entry is inflated than a picture may have, whatever the archive claims.
 */
final class PictureArchive implements Closeable {

    private static final int ENTRIES_MAX = 50_000;

    private final ZipFile zip;
    private final Map<String, ZipEntry> entries = new HashMap<>();
    private final Set<String> ambiguous = new HashSet<>();

    private PictureArchive(ZipFile zip) {
        this.zip = zip;
    }

    /** Opens an archive, whose file may be deleted then. */
    static PictureArchive open(File file) throws IOException {
        var archive = new PictureArchive(zip(file));
        try {
            archive.list();
            return archive;
        } catch (IOException | RuntimeException e) {
            archive.close();
            throw e;
        }
    }

    /** Windows writes Chinese names in its own encoding. */
    private static ZipFile zip(File file) throws IOException {
        try {
            return new ZipFile(file, StandardCharsets.UTF_8);
        } catch (ZipException _) {
            return new ZipFile(file, Charset.forName("GB18030"));
        }
    }

    private void list() throws IOException {
        if (zip.size() > ENTRIES_MAX) {
            throw new ZipException("More than " + ENTRIES_MAX + " entries");
        }
        for (var each = zip.entries(); each.hasMoreElements(); ) {
            var entry = each.nextElement();
            var name = normal(entry.getName());
            if (!entry.isDirectory() && isPlain(name)) {
                if (entries.put(name, entry) != null) {
                    ambiguous.add(name);
                }
            }
        }
    }

    private static String normal(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    /** Whether a name stays below the archive, on whatever system it is read. */
    static boolean isPlain(String name) {
        return !name.isBlank()
                && !name.startsWith("/")
                && name.chars().noneMatch(c -> c < ' ' || c == '\\' || c == ':' || c == 0x7F)
                && Set.of(name.split("/", -1)).stream().noneMatch(part -> part.isEmpty() || part.matches("\\.{1,2}"));
    }

    boolean has(String name) {
        return entries.containsKey(normal(name));
    }

    /** Whether two entries have the name, so that none is meant. */
    boolean isAmbiguous(String name) {
        return ambiguous.contains(normal(name));
    }

    /** The content, or one byte more than a picture may have of one that is larger. */
    byte[] read(String name) throws IOException {
        var entry = entry(name);
        if (entry == null) {
            throw new ZipException("There is no " + name);
        }
        try (var in = zip.getInputStream(entry)) {
            return in.readNBytes(MediaLibrary.BYTES_MAX + 1);
        }
    }

    private @Nullable ZipEntry entry(String name) {
        return entries.get(normal(name));
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
