package sentence_test
import ("testing";"fmt";"io/fs";"time"
"github.com/segur-tracker/segur/assets";"github.com/segur-tracker/segur/seed"
"github.com/segur-tracker/segur/internal/ingest"
"github.com/segur-tracker/segur/internal/catalog"
"github.com/segur-tracker/segur/internal/locale"
"github.com/segur-tracker/segur/internal/segur"
"github.com/segur-tracker/segur/internal/sentence")
func TestProbe(t *testing.T){
 d,_,err:=ingest.ReadSeed(seed.Files); if err!=nil{t.Fatal(err)}
 d.Publication=segur.Publication{Number:1,PublishedAt:time.Date(2026,3,1,9,0,0,0,time.UTC)}
 c,err:=catalog.Build(d); if err!=nil{t.Fatal(err)}
 sub,_:=fs.Sub(assets.Locales,"locales")
 b,err:=locale.Load(sub); if err!=nil{t.Fatal(err)}
 for _,lg:=range locale.Langs(){ l:=b.For(lg)
  for _,y:=range c.Years(){h,err:=sentence.Headline(c,y,l);fmt.Println(h,err)}
  for _,i:=range c.Headline(){ s:=i.Main(); p,e1:=sentence.Progress(s,l);v,e2:=sentence.Verdict(s,l);ld,e3:=sentence.Lead(s,l)
   fmt.Printf("== %s (%s %s %s) %s/%s\n  L %s\n  P %s\n  V %s %v%v%v\n",i.Code,i.Unit,i.Nature,i.Direction,s.Trajectory.Outcome,s.Trajectory.Reason,ld,p,v,e1,e2,e3)}
 }
 fmt.Println("---- all")
 for _,i:=range c.Indicators(){ for _,s:=range i.AllSeries(){ l:=b.For("fr"); p,_:=sentence.Progress(s,l);v,_:=sentence.Verdict(s,l);ld,_:=sentence.Lead(s,l)
   fmt.Printf("%s/%s (%s %s %s) %s/%s sh=%.3f ex=%.3f\n  L %s\n  P %s\n  V %s\n",i.Code,s.Territory.Code,i.Unit,i.Nature,i.Direction,s.Trajectory.Outcome,s.Trajectory.Reason,s.Trajectory.Share,s.Trajectory.Expected,ld,p,v)
   last:=-1e9; for _,st:=range s.Trajectory.Steps{ if st.Number.Float()<=last{fmt.Println("   !!! non monotone step")}; last=st.Number.Float(); fmt.Println("   step",st.Period,st.Number)}}}
}
