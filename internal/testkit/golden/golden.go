package golden

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
)

// Shrink averages the luminance of blocks of so many pixels a side, which evens out how an edge is
// smoothed and keeps what eyes see: letters, bars, grounds.
func Shrink(p image.Image, block int) *image.Gray {
	size := p.Bounds().Size().Div(block)
	small := image.NewGray(image.Rect(0, 0, size.X, size.Y))
	for y := range size.Y {
		for x := range size.X {
			sum := 0
			for i := range block * block {
				sum += int(color.GrayModel.Convert(p.At(x*block+i%block, y*block+i/block)).(color.Gray).Y)
			}
			small.SetGray(x, y, color.Gray{Y: uint8(sum / (block * block))})
		}
	}
	return small
}

// Differing returns how many points differ by more than the tolerance, out of 255: all of them
// when the sizes do.
func Differing(a, b *image.Gray, tolerance int) int {
	if a.Bounds() != b.Bounds() {
		return max(len(a.Pix), len(b.Pix), 1)
	}
	count := 0
	for i := range a.Pix {
		if d := int(a.Pix[i]) - int(b.Pix[i]); d > tolerance || d < -tolerance {
			count++
		}
	}
	return count
}

// Read returns the picture that Keep wrote.
func Read(path string) (*image.Gray, error) {
	file, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	picture, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	gray, ok := picture.(*image.Gray)
	if !ok {
		return nil, fmt.Errorf("%s is no grey picture", path)
	}
	return gray, nil
}

// Keep writes a picture for later comparisons.
func Keep(path string, picture *image.Gray) error {
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, picture); err != nil {
		return err
	}
	return os.WriteFile(path, b.Bytes(), 0o644)
}
