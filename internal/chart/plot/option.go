package plot

import (
	"encoding/json"
	"fmt"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"
)

const fontFamily = "Inter Variable, Inter, sans-serif"

// Definition is what every go-echarts chart offers.
type Definition interface {
	Validate()
	Accept(charts.ConfigurationVisitor)
	JSON() map[string]interface{}
}

// Format names a formatter of the chart bundle, which refuses names it does not know. It is
// data; go-echarts' own way of writing functions carries code and is never used.
func Format(name string) types.FuncStr { return types.FuncStr("ƒ:" + name) }

// Option returns the definition as JSON that is safe inside a script element of type
// application/json: markup characters are escaped. Its texts have the spaces of pictures. Validate comes first: it copies the axis data.
func Option(d Definition) (json.RawMessage, error) {
	visitor := house{}
	if c, ok := d.(*Canvas); ok {
		visitor.canvas = c
	}
	d.Validate()
	d.Accept(visitor)
	b, err := json.Marshal(d.JSON())
	if err != nil {
		return nil, fmt.Errorf("marshal chart option: %w", err)
	}
	return json.RawMessage(Thin(string(b))), nil
}

// house says what go-echarts has no field for, and takes out what it adds unasked.
type house struct {
	charts.BaseConfigurationVisitor
	canvas *Canvas
}

// Visit sets the font of every text and the tooltip's formatter, and stops motion.
func (h house) Visit(option map[string]interface{}) {
	option["textStyle"] = map[string]any{"fontFamily": fontFamily}
	option["animation"] = false
	option["tooltip"] = map[string]any{"trigger": "item", "renderMode": "richText", "formatter": Format("tip")}
	for _, unasked := range []string{"toolbox", "title", "color"} {
		delete(option, unasked)
	}
	option["legend"] = map[string]any{"show": false}
	if h.canvas != nil && len(h.canvas.legend) > 0 {
		option["legend"] = map[string]any{"show": false, "data": h.canvas.legend}
	}
}

// VisitSeriesOpt adds to each series what the canvas noted for it; nothing changes on hover.
func (h house) VisitSeriesOpt(series charts.MultiSeries) interface{} {
	list := make([]map[string]any, 0, len(series))
	for i, s := range series {
		fields, err := fieldsOf(s)
		if err != nil {
			return series // json.Marshal reports the same error to Option
		}
		fields["emphasis"] = map[string]any{"disabled": true}
		if h.canvas != nil {
			for name, value := range h.canvas.more[i] {
				fields[name] = value
			}
		}
		list = append(list, fields)
	}
	return list
}

// VisitXAxis drops the null members that go-echarts writes, which would undo ECharts' defaults.
func (h house) VisitXAxis(axes []xAxis) interface{} { return bare(axes, nil) }

// VisitYAxis does for vertical axes what VisitXAxis does, and hides their ticks.
func (h house) VisitYAxis(axes []yAxis) interface{} {
	return bare(axes, map[string]any{"axisTick": map[string]any{"show": false}})
}

// VisitGrid keeps plot areas where they are put: labels are placed by hand.
func (h house) VisitGrid(grids []opts.Grid) interface{} {
	list := make([]map[string]any, 0, len(grids))
	for _, g := range grids {
		fields, err := fieldsOf(g)
		if err != nil {
			return grids // json.Marshal reports the same error to Option
		}
		fields["outerBoundsMode"] = "none"
		list = append(list, fields)
	}
	return list
}

func bare[T any](axes []T, more map[string]any) any {
	list := make([]map[string]any, 0, len(axes))
	for _, a := range axes {
		fields, err := fieldsOf(a)
		if err != nil {
			return axes // json.Marshal reports the same error to Option
		}
		for name, value := range more {
			fields[name] = value
		}
		list = append(list, withoutNulls(fields))
	}
	return list
}

func fieldsOf(v any) (map[string]any, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	var fields map[string]any
	return fields, json.Unmarshal(b, &fields)
}

func withoutNulls(fields map[string]any) map[string]any {
	for name, value := range fields {
		switch v := value.(type) {
		case nil:
			delete(fields, name)
		case map[string]any:
			fields[name] = withoutNulls(v)
		}
	}
	return fields
}
