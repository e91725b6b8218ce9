"""What names are called that are all English here: kinds, icons, fields, languages and papers in Korean, and in other
English words. Only to say which name is meant, never to take it for that name."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_KINDS = """
agenda 목차 아젠다 차례 순서 진행순서
analogy 비유 유추
big-number 큰-숫자 큰숫자 숫자 핵심숫자 수치
binpack 배치 빈패킹
bullets 글머리 글머리표 글머리기호 목록 항목 불릿 리스트 list text 본문 텍스트 글
cards 카드
chart 차트 그래프 도표 graph 막대그래프 원그래프 선그래프
chat 대화 채팅 말풍선 문답 dialogue conversation
checklist 체크리스트 점검표 확인목록
closing 마무리 맺음말 끝 감사 감사합니다 end
cluster 클러스터
code 코드 소스코드
compare 비교 비교표 대조 comparison 전후
downloads 받기 내려받기 자료받기 배포자료
flow 흐름 흐름도 플로우 순서도 flowchart
glossary 용어 용어집 용어사전
layers 계층 레이어 층
loop 순환 반복 고리 cycle
next-steps 다음-단계 다음단계 다음걸음 할일
picture 그림 사진 이미지 image photo
poll 투표 설문투표 손들기
qna 질문 질의응답 faq
quiz 퀴즈 문제
quote 인용 인용문 명언
references 참고문헌 참고자료 출처 참고
relation 관계 관계도
rollout 배포 롤아웃
scene 장면 무대 씬
section 섹션 구역 장 간지
sequence 시퀀스 순서대로 절차도
speaker 발표자 연사 강사 소개
stack 스택 쌓기
statement 문장 선언 강조 메시지 한문장 message
steps 단계 절차 과정
survey 설문 설문조사 만족도
table 표 테이블
terminal 터미널 명령 콘솔 console shell
timeline 연표 일정 타임라인 연혁
title 제목 표지 타이틀 cover
waterfall 폭포 폭포차트
"""
_FIELDS = """
title 제목 타이틀
subtitle 부제 부제목
audience 청중 대상
language 언어
minutes 분 시간 소요시간 time duration
unspoken 무언 말없는시간 silent
demonstration 시연 데모 demo
pause 쉬는시간 휴식 break
pace 말속도 속도 speed
syllables 음절
words 단어
questions 질문시간 질의시간
theme 테마 디자인
event 행사 이벤트
client 고객 고객사 customer
date 날짜 일자 일시 day
start 시작 시작시간
venue 장소 위치 place location
speaker 발표자 연사 강사 presenter
role 직책 역할 소속 직위
name 이름 성명
programme 프로그램 진행 순서 식순 program agenda
part 부 파트 장
slides 슬라이드 장표
slide 슬라이드
module 모듈
without 제외
section 구역 섹션
id 아이디 이름표
kind 종류 유형 type
notes 노트 메모 발표자노트 발표메모 note memo
handout 유인물 배포자료 인쇄물
sources 출처 source 참고
support 설명 보조 보충
takeaway 요점 핵심 결론
lead 도입 머리말
scene 장면 무대
prop 소품 물건
holds 담은-것 담은것 안에 내용물
leads 화살표 이어짐
items 항목 목록 항목들 list
text 글 내용 본문 텍스트 설명
icon 아이콘
image 그림 사진 이미지 picture
photo 사진 얼굴
alt 대체텍스트 설명글
cards 카드
steps 단계
rows 행 줄
columns 열 칸
question 질문
answer 답 답변
editions 판 종류
paper 종이 용지
publisher 발행처 출판사
year 연도 년도
url 주소 링크 link
definition 뜻 정의
transition 전환 전환효과
motion 움직임 애니메이션 animation
appendix 부록 별첨
address 주소
exercise 연습 연습문제
actors 참여자
answers 답하는-쪽
arrow 나가는-화살표
arrows 화살표들
ask 물음
asks 묻는-쪽
base 받침
before 끊는-자리
blanks 빈칸
both 양방향
boxes 상자
breaks 끊김
build 차례로-보이기
by 말한-이
callouts 짚을-줄
categories 범주
changed 바뀐-층
choices 선택지
clues 실마리
code 코드
connections 연결
contact 연락처
credit 저작권-표시
crossed 가위표
dashed 점선
data 자료
decimals 소수-자리
detail 덧붙임
events 사건
exchanges 주고받은-말
file 파일
fill 채우기
focal 초점
frames 장면들
from 나가는-곳
full 꽉-채우기
ground 바탕색
hero 크게-보이기
highlight 돋보일-것
label 이름표
layers 층
left 왼쪽
length 길이
line 줄-번호
lines 줄
link 링크
mark 강조
means 뜻하는-것
message 맺음글
messages 메시지
middle 가운데-글
natural 제-빛깔
needs 필요량
new 새-판
nodes 노드
note 덧말
numbered 번호
numbers 숫자
objects 사물
old 옛-판
on 놓인-노드
pairs 짝
parts 부분
picture 그림-쪽
pods 파드
points 요점들
prompt 프롬프트
quote 인용
range 셀-범위
relations 관계
reply 응답
requests 요청
right 오른쪽
series 계열
session 세션
sheet 시트
size 크기
spans 구간
stacks 스택
task 과제
term 용어-쪽
terms 용어
thanks 감사-인사
things 소품들
times 개수
to 들어가는-곳
tracks 갈래
type 차트-종류
unit 단위
value 값
values 값들
variant 모양
verdict 판정
via 들어오는-화살표
when 때
who 누가
why 이유
widths 너비
word 낱말
"""
_WORDS = """
true 예 네 참 맞음 응 y 1
false 아니오 아니요 아니 거짓 n 0 없음
ko 한국어 한글 korean kor kr 국문 ko-kr
en 영어 영문 english eng us uk en-us en-gb
ja 일본어 일어 japanese jp jpn
zh 중국어 chinese cn
a4 에이포 에이4 297x210 210x297
a5 에이5 에이파이브
letter 레터
notes 노트 유인물 발표자료 배포자료 메모
reader 읽을거리 글 기사 article
workbook 워크북 연습장 학습지
answers 정답 답안 해답 답
summary 요약 요약본
cheatsheet 치트시트 한장요약 커닝페이퍼 cheat-sheet
speaker 발표자 대본 스크립트 script
certificate 수료증 증서 증명서 참석증 이수증
attendance 참석자명단 명단 출석부 참석자 attendees
badges 이름표 명찰 네임택 badge nametag
grey 흑백 회색 gray 그레이
colour 컬러 색 색깔 color 칼라
save 절약 잉크절약
hidden 숨김 숨기기 감춤
shown 보임 보이기 표시
on 켬 켜기 켜짐
off 끔 끄기 꺼짐
"""
_ICONS = """
truck 트럭 배송 화물차
zap 번개 속도 빠름
shield 방패 보안 보호 격리
box 상자 박스
package 패키지 소포 꾸러미
container 컨테이너
server 서버
database 데이터베이스 디비 db
cloud 클라우드 구름
lock 자물쇠 잠금
key 열쇠 키
user 사용자 사람 고객
users 사용자들 사람들 팀 고객들
clock 시계 시간
calendar 달력 일정
mail 메일 이메일 편지
phone 전화 전화기
house 집 홈 home
search 검색 돋보기
settings 설정 톱니바퀴 gear
heart 하트 심장
star 별
check 체크 확인
x 엑스 닫기
bell 종 알림
shopping-cart 장바구니 카트 쇼핑
credit-card 카드 신용카드 결제
file 파일 문서
folder 폴더
globe 지구 지구본 세계
rocket 로켓
lightbulb 전구 아이디어
chart-line 그래프 차트 선그래프
chart-column 막대그래프
building 건물 회사
factory 공장
laptop 노트북
smartphone 휴대폰 스마트폰
wrench 렌치 공구
trash 휴지통 쓰레기통
camera 카메라
image 그림 사진
music 음악
video 영상 비디오
map 지도
wallet 지갑
leaf 잎 나뭇잎
tree-pine 나무
sun 해 태양
moon 달
train-front 기차 열차
plane 비행기
ship 배
car 자동차 차
coffee 커피
gift 선물
handshake 악수 협력
network 네트워크 망
eye 눈
download 내려받기 다운로드
upload 올리기 업로드
refresh-cw 새로고침 반복
"""


@cache
def _meanings() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in (_KINDS + _FIELDS + _WORDS + _ICONS).split("\n"):
        name, *words = line.split() or [""]
        for word in words:
            found[word] = (*found.get(word, ()), name)
    return found


def meanings(word: str) -> tuple[str, ...]:
    """The names that a word may mean, the likeliest first."""
    return _meanings().get(folded(word), ()) or _meanings().get(folded(word).replace("-", ""), ())


def folded(word: str) -> str:
    """A word in the way in which all names are written: in small letters of usual width, with hyphens between words."""
    return re.sub(r"[\s_-]+", "-", unicodedata.normalize("NFKC", word).strip().casefold())


@cache
def korean(name: str, of: str = "field") -> str | None:
    """What a field or (`of` is "kind") a kind is called in Korean, for people who see it: the first of its words, in
    which a hyphen stands for a blank."""
    table = _KINDS if of == "kind" else _FIELDS
    found = next((line.split() for line in table.split("\n") if line.split()[:1] == [name]), None)
    return found[1].replace("-", " ") if found else None
