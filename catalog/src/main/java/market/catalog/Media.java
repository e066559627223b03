package market.catalog;

import java.util.List;

/**
 * A picture that a merchant sent, as it is served.
 *
 * @param renditions at least one, from the narrowest to the widest
 */
public record Media(MediaId id, List<Rendition> renditions) {

    /**
     * A picture in one size.
     *
     * @param path below {@code /images/}
     */
    public record Rendition(String path, int width, int height, String contentType) {}

    public Media {
        renditions = List.copyOf(renditions);
    }

    public Rendition widest() {
        return renditions.getLast();
    }

    /** For lists: the narrowest that is at least so wide, or the widest there is. */
    public Rendition atLeast(int width) {
        return renditions.stream()
                .filter(rendition -> rendition.width() >= width)
                .findFirst()
                .orElseGet(this::widest);
    }
}
