package org.pilothouse.rfb.jpeg;

/** A colour component of the image that is being decoded, with the last two rows of blocks of its samples. */
final class Component {
    int id;
    int across;
    int down;
    int quantization;
    int dcTable;
    int acTable;
    int previousDc;
    /** Samples of a row, whole blocks. */
    int stride;
    /** Samples that the image really has. */
    int width;

    int height;
    private int rows;
    private byte[] samples = new byte[0];

    /** Makes room for two rows of MCUs. */
    void allocate(int blocksAcross, int imageWidth, int imageHeight, int maxAcross, int maxDown) {
        stride = 8 * blocksAcross;
        rows = 2 * 8 * down;
        width = (imageWidth * across + maxAcross - 1) / maxAcross;
        height = (imageHeight * down + maxDown - 1) / maxDown;
        if (samples.length < stride * rows) {
            samples = new byte[stride * rows];
        }
        previousDc = 0;
    }

    byte[] samples() {
        return samples;
    }

    /** Where a row of samples of the image begins. Only the last two rows of MCUs are there. */
    int rowOffset(int row) {
        return row % rows * stride;
    }
}
