package market.catalog;

import market.kernel.LocalizedText;

/** Why a file is not taken as a picture of goods. */
public enum PictureFault {
    UNSUPPORTED_TYPE(
            "只接受静态的 JPEG、PNG 或 WebP 图片，以内容为准", "only still pictures are taken whose content is JPEG, PNG or WebP"),
    BROKEN("图片不完整或已损坏", "the picture is not whole, or broken"),
    HIDDEN_CONTENT("图片里夹带了其他内容", "the file holds something else beside the picture"),
    TOO_LARGE("图片最大 20 MiB", "a picture has at most 20 MiB"),
    TOO_MANY_PIXELS("图片最多 4000 万像素，每边最多 16383 像素", "a picture has at most 40 million pixels, and 16383 on each side");

    private final String zh;
    private final String en;

    PictureFault(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    public LocalizedText reason() {
        return new LocalizedText(zh, en);
    }
}
