import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import {readFileSync, writeFileSync} from 'node:fs';
const f=(p)=>`node_modules/@expo-google-fonts/${p}`;
const blobs=['noto-serif/400Regular/NotoSerif_400Regular.ttf','noto-serif-bengali/400Regular/NotoSerifBengali_400Regular.ttf','noto-serif/700Bold/NotoSerif_700Bold.ttf','noto-serif-bengali/700Bold/NotoSerifBengali_700Bold.ttf'].map(p=>readFileSync(f(p)));
const t=performance.now();
const c=NodeCompiler.create({workspace:'/tmp/pub', fontArgs:[{fontBlobs:blobs}]});
console.log('create',performance.now()-t);
const r=c.compile({mainFilePath:'/tmp/pub/t.typ'});
if(r.hasError()){ console.log(JSON.stringify(c.fetchDiagnostics(r.takeError()),null,1)); process.exit(1)}
const w=r.takeWarnings(); if(w) console.log(JSON.stringify(c.fetchDiagnostics(w)));
try{ const pdf=c.pdf(r.result,{pdfStandard:'ua-1'}); writeFileSync('/tmp/pub/t.pdf',pdf); console.log(pdf.length)}catch(e){console.log('ERR',e, e.message)}
